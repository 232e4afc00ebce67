import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { closePools, inCollective } from '#core/server/database.ts';
import { exportFolder } from '#collectors/export/folder.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { createTestDatabase } from '../setup/database.ts';
import { importFolderOf, manifestWith } from '../world/folder.ts';

/** Runs in an installation of its own, empty at first. */
async function inAnotherInstallation<T>(work: (url: string) => Promise<T>): Promise<T> {
	const database = await createTestDatabase();
	try {
		return await work(database.url);
	} finally {
		await closePools();
		await database.drop();
	}
}

async function exported(url: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'fanal-export-'));
	const collective = await findCollective(url);
	if (!collective) throw new Error('nothing to export');
	await inCollective(collective, { actor: OPERATOR, url }, (ctx) => exportFolder(ctx, folder));
	return folder;
}

/** Path → content of every file of a folder. */
async function contentOf(folder: string): Promise<Map<string, string>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
	const pairs = paths.sort().map(async (path) => {
		return [path.slice(folder.length), await readFile(path, 'utf8')] as const;
	});
	return new Map(await Promise.all(pairs));
}

async function importCleanly(folder: string, url: string) {
	const report = await importFolder(folder, { url });
	expect(report.refusals).toEqual([]);
	return report;
}

describe.each(['data/phare-2023', 'tests/upgrade/collective'])('the export of %s', (source) => {
	test('enters an empty installation, and leaves it the same, byte for byte', async () => {
		const [first, again] = await inAnotherInstallation(async (url) => {
			await importCleanly(source, url);
			const folder = await exported(url);
			return [folder, await importCleanly(folder, url)] as const;
		});
		expect(again.outcomes.filter((one) => one.outcome.state !== 'unchanged')).toEqual([]);
		expect(again.number).toBeUndefined();

		const second = await inAnotherInstallation(async (url) => {
			await importCleanly(first, url);
			return exported(url);
		});

		expect(await contentOf(second)).toEqual(await contentOf(first));
	});
});

test('an export is read by who made it alone: it holds what is reserved', async () => {
	await importFolder('data/phare-2023');
	const folder = await exported(process.env['DATABASE_URL'] ?? '');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const open = [];
	for (const one of entries)
		if (((await stat(join(one.parentPath, one.name))).mode & 0o077) !== 0) open.push(one.name);
	expect(open).toEqual([]);
	expect(entries.length).toBeGreaterThan(10);
});

test('long texts are files in Markdown, short ones stay in their cell', async () => {
	const content = await inAnotherInstallation(async (url) => {
		await importCleanly('tests/upgrade/collective', url);
		return contentOf(await exported(url));
	});
	expect(content.get('/textes/organisations/organisation-1.md')).toContain('Un **texte** long.');
	expect(content.get('/organisations.csv')).toContain('@textes/organisations/organisation-1.md');
	expect(content.get('/decisions.csv')).toContain('Un **texte** de décision.');
});

test('the manifest says all that the first one said', async () => {
	const entries = { annee: 2022, arrete_au: '2022-09-30' };
	const content = await inAnotherInstallation(async (url) => {
		await importCleanly(await importFolderOf({ 'manifeste.json': manifestWith(entries) }), url);
		return contentOf(await exported(url));
	});
	const [expected] = manifestWith(entries);
	expect(JSON.parse(content.get('/manifeste.json') ?? '')).toEqual(JSON.parse(expected ?? ''));
});

test('what looks like a formula cannot run in a spreadsheet, and comes back as it was', async () => {
	const names = ['=1+1', "'=cmd()", '+3 postes', '-10', '@SUM(A1)'];
	const lines = names.map(
		(name, index) => `a${String(index)};${name.replace("'", "''")};association`
	);
	const about = ['@quelquun', '- une ligne', '=2+2'];
	const texts = about.map(
		(text, index) => `b${String(index)};B;association;${text.replace('@', '\\@')}`
	);
	const files = {
		'organisations.csv': [
			'code;nom;nature;presentation',
			...lines.map((line) => `${line};`),
			...texts
		]
	};
	const content = await inAnotherInstallation(async (url) => {
		await importCleanly(await importFolderOf(files), url);
		const folder = await exported(url);
		const again = await importCleanly(folder, url);
		expect(again.outcomes.every((one) => one.outcome.state === 'unchanged')).toBe(true);
		return contentOf(folder);
	});
	const cells = (content.get('/organisations.csv') ?? '').split(/[;\n]/);
	expect(cells.filter((cell) => /^[=+@-]/.test(cell) && cell !== '-10')).toEqual([]);
});
