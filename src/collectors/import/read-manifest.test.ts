import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest } from './read-manifest.ts';

test.each([
	['an empty object', {}, 'entrée absente ou mal formée'],
	['a collective that is a word', { format: 'fanal/1', collectif: 'PHARE' }, 'entrée absente'],
	[
		'an entry that nothing awaits',
		{ format: 'fanal/1', couleur: 1 },
		'que rien n’attend : couleur'
	],
	['readers that are none', { format: 'fanal/1', lecteurs: 'tous' }, 'attendu : public, ou rien']
])('a manifest that is %s is refused in French', async (_, manifest, told) => {
	const folder = await mkdtemp(join(tmpdir(), 'manifeste-'));
	await writeFile(join(folder, 'manifeste.json'), JSON.stringify(manifest));
	const refusals = await readManifest(folder);
	if (!Array.isArray(refusals)) throw new Error('it was taken');
	const words = refusals.map(({ message }) => message).join(' ');
	expect(words).toContain(told);
	expect(words).not.toMatch(/invalid|expected|received|unrecognized/i);
});
