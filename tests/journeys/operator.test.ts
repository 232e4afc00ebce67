import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFolderOf } from '../world/folder.ts';
import { postmasterOf, runFanal, startFanal, untilServed, type RunningFanal } from './console.ts';
import { freePort } from './site.ts';

let home: string;
let url: string;
let serving: RunningFanal;

beforeEach(async () => {
	home = mkdtempSync(join(tmpdir(), 'fanal-operator-'));
	// Open to the account of PostgreSQL, so that under root the database stays inside.
	chmodSync(home, 0o711);
	const port = await freePort();
	url = `http://127.0.0.1:${String(port)}`;
	serving = startFanal(home, ['serve'], port);
	await untilServed(url, serving);
});

afterEach(async () => {
	serving.child.kill('SIGINT');
	await serving.ended;
	rmSync(home, { recursive: true, force: true });
});

const folderWith = (name: string) =>
	importFolderOf({
		'organisations.csv': ['code;nom;nature', `capep;${name};association`],
		'adhesions.csv': ['organisation;du', 'capep;2019']
	});

const page = async (path: string) => (await fetch(url + path)).text();

describe('while Fanal serves', () => {
	test('an import joins its database, and the pages say it at once', async () => {
		const first = await runFanal(home, ['import', await folderWith('Le CAPEP')]);
		expect(first).toMatchObject({ code: 0, text: expect.stringContaining('2 lignes créées') });
		expect(await page('/membres')).toContain('Le CAPEP');
		expect(await page('/recherche?q=capep')).toContain('Le CAPEP');

		await runFanal(home, ['import', await folderWith('La CAPEP')]);
		expect(await page('/membres')).toContain('La CAPEP');

		expect((await runFanal(home, ['import', '--undo'])).code).toBe(0);
		expect(await page('/membres')).toContain('Le CAPEP');
	});

	test('the other commands join it too, and leave it running', async () => {
		await runFanal(home, ['import', await folderWith('Le CAPEP')]);
		const out = mkdtempSync(join(tmpdir(), 'fanal-out-'));
		for (const args of [
			['check'],
			['export', join(out, 'export')],
			['report', '2023', '-o', join(out, 'rapport.md')],
			['import', '--list']
		])
			expect(await runFanal(home, args), args.join(' ')).toMatchObject({ code: 0 });
		expect(await page('/membres')).toContain('Le CAPEP');
	});

	test('a second Fanal that would serve is refused, and told of the first', async () => {
		const { code, text } = await runFanal(home, ['serve']);
		expect(code).toBe(2);
		expect(text).toContain(`sur ${url}`);
	});

	test('a database that dies ends Fanal with an error, and the next start finds all of it', async () => {
		await runFanal(home, ['import', await folderWith('Le CAPEP')]);
		process.kill(postmasterOf(home), 'SIGKILL');

		const { code, text } = await serving.ended;

		expect(code).toBe(69);
		expect(text).toContain(
			'PostgreSQL s’est arrêté sans qu’on le lui demande : Fanal s’arrête aussi.'
		);
		const again = await runFanal(home, ['import', await folderWith('Le CAPEP')]);
		expect(again).toMatchObject({ code: 0, text: expect.stringContaining('2 inchangées') });
	});
});
