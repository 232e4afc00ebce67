import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { eraseByCode } from '#collectors/privacy/erase.ts';
import { search } from '#collectors/search.ts';
import '#collectors/permissions.ts';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { nameOf, textsHolding } from './stored-names.ts';

const FOLDER = 'data/phare-2023';

test('the same folder does not bring back who was erased: it says which line to take away', async () => {
	expect((await importFolder(FOLDER)).refusals).toEqual([]);
	const phare = await findCollective();
	if (!phare) throw new Error('the demonstration is not there');
	const { name } = await inCollective(phare, { actor: OPERATOR }, (ctx) =>
		nameOf(ctx, 'eric-veron')
	);
	await inCollective(phare, { actor: OPERATOR, mode: 'write' }, (ctx) =>
		eraseByCode(ctx, 'eric-veron', 'À sa demande')
	);
	await inCollective(phare, { actor: OPERATOR }, async (ctx) => {
		expect(await textsHolding(ctx, name, false)).toEqual([]);
		expect((await search(ctx, name)).hits.filter((one) => one.title === name)).toEqual([]);
	});
	const again = await importFolder(FOLDER);
	expect(again.written).toBe(false);
	expect(again.refusals.find((one) => one.value === 'eric-veron')).toMatchObject({
		file: 'personnes.csv',
		column: 'code',
		message: expect.stringContaining('désigne une personne effacée le') as string
	});
	expect(await readFile(`${FOLDER}/personnes.csv`, 'utf8')).toContain('eric-veron');
});
