import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { poolOf } from '#core/server/database.ts';
import { migratePlatform, migrateTables } from '#core/server/migrate.ts';

const FIXTURES = 'tests/upgrade/fixtures';
export const SETS = ['platform', 'collective'] as const;
type Set = (typeof SETS)[number];

/** What a small collective looked like when a migration was the last one. */
export interface Fixture {
	name: string;
	/** Last migration of each set at that time, and the fingerprint of its SQL. */
	migrations: Record<Set, { tag: string; fingerprint: string }>;
	sql: string;
	/** Tables that hold rows. */
	tables: string[];
}

/** All fixtures, the oldest first. */
export async function listFixtures(): Promise<Fixture[]> {
	const files = (await readdir(FIXTURES)).sort();
	return Promise.all(
		files.map(async (file) => {
			const sql = await readFile(join(FIXTURES, file), 'utf8');
			return {
				name: file.replace(/\.sql$/, ''),
				migrations: { platform: headOf(sql, 'platform'), collective: headOf(sql, 'collective') },
				sql,
				tables: [...sql.matchAll(/^INSERT INTO "(\w+)"/gm)].map((match) => match[1] ?? '')
			};
		})
	);
}

/** The landed migrations of a set, the oldest first, with the fingerprint of their SQL as it is now. */
export async function landedMigrations(set: Set): Promise<{ tag: string; fingerprint: string }[]> {
	const journal = await readJournal(set);
	return Promise.all(
		journal.entries.map(async ({ tag }) => {
			const sql = await readFile(`migrations/${set}/${tag}.sql`);
			return { tag, fingerprint: createHash('sha256').update(sql).digest('hex') };
		})
	);
}

/** Brings an empty database to the day of the fixture, with its rows. */
export async function loadFixture(fixture: Fixture, code: string, url: string): Promise<void> {
	const root = await rootOfThatDay(fixture);
	const before = process.env['FANAL_ROOT'];
	process.env['FANAL_ROOT'] = root;
	try {
		await migratePlatform(url);
		const old = await poolOf(url).connect();
		await migrateTables(old, code).finally(() => {
			// It looks at the schema of that day only.
			old.release(true);
		});
	} finally {
		if (before === undefined) delete process.env['FANAL_ROOT'];
		else process.env['FANAL_ROOT'] = before;
	}
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(`SET search_path TO c_${code}`);
		await client.query(fixture.sql);
	} finally {
		await client.end();
	}
}

/** A folder that holds the migrations up to those of the fixture, as the program had them then. */
async function rootOfThatDay(fixture: Fixture): Promise<string> {
	const root = await mkdtemp(join(tmpdir(), 'fanal-upgrade-'));
	await cp('migrations', join(root, 'migrations'), { recursive: true });
	for (const set of SETS) {
		const journal = await readJournal(set);
		const last = journal.entries.findIndex((one) => one.tag === fixture.migrations[set].tag);
		const then = { ...journal, entries: journal.entries.slice(0, last + 1) };
		await writeFile(join(root, `migrations/${set}/meta/_journal.json`), JSON.stringify(then));
	}
	return root;
}

async function readJournal(set: Set): Promise<{ entries: { tag: string }[] }> {
	// The shape is drizzle-kit’s own.
	return JSON.parse(await readFile(`migrations/${set}/meta/_journal.json`, 'utf8')) as {
		entries: { tag: string }[];
	};
}

function headOf(sql: string, set: Set): { tag: string; fingerprint: string } {
	const match = sql.match(new RegExp(`^-- ${set} (\\S+) (\\w+)$`, 'm'));
	if (!match?.[1] || !match[2]) throw new Error(`a fixture does not name its ${set} migration`);
	return { tag: match[1], fingerprint: match[2] };
}
