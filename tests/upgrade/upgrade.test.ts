import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { getTableName } from 'drizzle-orm';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { closePools, inCollective } from '#core/server/database.ts';
import { migrateAll } from '#core/server/migrate.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { undoImport } from '#collectors/import/undo-import.ts';
import { fillEmptyIndexes, search } from '#collectors/search.ts';
import { kinds } from '#modules/all.ts';
import { createEmptyDatabase } from '../setup/database.ts';
import { landedMigrations, listFixtures, loadFixture, SETS } from './landed.ts';

const fixtures = await listFixtures();

describe('landed migrations', () => {
	test.each(SETS)('of the %s are as they were when they landed', async (set) => {
		const landed = new Map((await landedMigrations(set)).map((one) => [one.tag, one.fingerprint]));
		for (const { migrations } of fixtures)
			expect(landed.get(migrations[set].tag), migrations[set].tag).toBe(
				migrations[set].fingerprint
			);
	});

	test('the last one left a fixture to come back from', async () => {
		expect(fixtures.at(-1)?.name).toBe((await landedMigrations('collective')).at(-1)?.tag);
	});

	test.each(SETS)('of the %s say all that the tables say', async (set) => {
		expect(await leftToGenerate(set)).toContain('No schema changes');
	});
});

describe.each(fixtures)('an installation of $name', (fixture) => {
	test('comes to the present with all its records, the same folder changes nothing, and its import can still be undone', async () => {
		const database = await createEmptyDatabase();
		try {
			await loadFixture(fixture, 'balise', database.url);
			await migrateAll(database.url);
			await fillEmptyIndexes(database.url);

			const report = await importFolder('tests/upgrade/collective', {
				url: database.url,
				rehearsal: true
			});

			expect(report.refusals).toEqual([]);
			// Sheets that did not exist yet bring their first rows; those that did bring nothing.
			const known = kinds.filter((kind) => fixture.tables.includes(getTableName(kind.table)));
			const files = new Set(known.map((kind) => kind.file));
			const differences = report.outcomes.filter(
				(one) => files.has(one.file) && one.outcome.state !== 'unchanged'
			);
			expect(differences).toEqual([]);
			expect(new Set(report.outcomes.map((one) => one.file))).toEqual(
				new Set(kinds.map((kind) => kind.file))
			);
			expect(await found('lefevre', database.url)).toEqual(['Zoé Lefèvre']);

			const undone = await undoImport(await balise(database.url), 1, database);

			expect(undone.rows.filter((row) => row.state !== 'removed')).toEqual([]);
			expect(await found('lefevre', database.url)).toEqual([]);
			expect(await found('ecluse', database.url)).toEqual([]);
		} finally {
			await closePools();
			await database.drop();
		}
	});
});

async function balise(url: string): Promise<Collective> {
	const collective = await findCollectiveByCode('balise', url);
	if (!collective) throw new Error('the collective is gone');
	return collective;
}

async function found(query: string, url: string): Promise<string[]> {
	return inCollective(await balise(url), { actor: OPERATOR, url }, async (ctx) =>
		(await search(ctx, query)).hits.map((hit) => hit.title)
	);
}

/** What drizzle-kit says when asked for the migration that the tables still need. */
async function leftToGenerate(set: (typeof SETS)[number]): Promise<string> {
	// Beside the project: drizzle-kit takes its places from the folder it runs in.
	const folder = await mkdtemp('node_modules/.fanal-migrations-');
	try {
		await cp(`migrations/${set}`, `${folder}/out`, { recursive: true });
		const { default: config } = (await import(`../../drizzle.${set}.config.ts`)) as {
			default: object;
		}; // the shape that drizzle-kit reads
		const own = { ...config, out: `./${folder}/out` };
		await writeFile(`${folder}/config.json`, JSON.stringify(own));
		const { stdout } = await promisify(execFile)(process.execPath, [
			'node_modules/drizzle-kit/bin.cjs',
			'generate',
			'--config',
			`${folder}/config.json`
		]);
		expect(await readdir(`${folder}/out`)).toEqual(await readdir(`migrations/${set}`));
		return stdout;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
