import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { startPostgres } from '#core/server/postgres.ts';

/** How the test files, which run in processes of their own, learn where the server and its template are. */
const SERVER = 'FANAL_TEST_SERVER';
const TEMPLATE = 'FANAL_TEST_TEMPLATE';

export interface TestDatabase {
	/** Address for `pg`. */
	url: string;
	/** Removes it, breaking off the connections that are left. */
	drop: () => Promise<void>;
}

/**
 * Once per run, before the test files: starts a PostgreSQL in a temporary folder, or takes the server of
 * `DATABASE_URL`, and prepares the template with all tables that each test file clones.
 * @returns what undoes it all at the end
 */
export default async function setup(): Promise<() => Promise<void>> {
	const server = await serverForTests();
	const template = databaseName('template');
	await runOn(server.url, `CREATE DATABASE ${template}`);
	await migrateTemplate(withDatabase(server.url, template));
	process.env[SERVER] = server.url;
	process.env[TEMPLATE] = template;
	return async () => {
		for (const name of await namesFrom(server.url, template)) await dropDatabase(server.url, name);
		await server.stop();
	};
}

/** A database with all tables and nothing in them, cloned from the template; to be dropped by who asked. */
export async function createTestDatabase(): Promise<TestDatabase> {
	return cloneOf(process.env[TEMPLATE]);
}

/** A database without a table, as an installation finds it on its first day; to be dropped by who asked. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
	return cloneOf('template0');
}

/**
 * A copy of the database that `fill` fills, to be dropped by who asked. It is filled once per run, by the first who asks; the others
 * wait for it.
 * @param name of what fills it: one database for each
 * @param fill is given its address, and leaves no connection open
 */
export async function createFilledDatabase(
	name: string,
	fill: (url: string) => Promise<void>
): Promise<TestDatabase> {
	const server = process.env[SERVER];
	const empty = process.env[TEMPLATE];
	if (!server || !empty) throw noServer();
	const filled = `${empty}_${name}`;
	await runOn(server, async (client) => {
		await client.query('SELECT pg_advisory_lock(hashtext($1))', [filled]);
		const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [filled]);
		if (rowCount !== 0) return;
		await client.query(`CREATE DATABASE ${filled}_unready TEMPLATE ${empty}`);
		await fill(withDatabase(server, `${filled}_unready`));
		await client.query(`ALTER DATABASE ${filled}_unready RENAME TO ${filled}`);
	});
	return cloneOf(filled);
}

async function cloneOf(template: string | undefined): Promise<TestDatabase> {
	const server = process.env[SERVER];
	if (!server || !template) throw noServer();
	const name = databaseName('copy');
	await runOn(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
	return { url: withDatabase(server, name), drop: () => dropDatabase(server, name) };
}

function noServer(): Error {
	return new Error('tests/setup/database.ts is not among the globalSetup of this Vitest project');
}

/**
 * Gives the test file that calls it a database of its own, as the database of the process: called at the top
 * of the file, or of a setup file of Vitest.
 */
export function useOwnDatabase(): void {
	let database: TestDatabase | undefined;
	const outer = process.env['DATABASE_URL'];
	beforeAll(async () => {
		database = await createTestDatabase();
		process.env['DATABASE_URL'] = database.url;
	});
	afterAll(async () => {
		const { closePools } = await import('#core/server/database.ts');
		await closePools();
		if (outer === undefined) delete process.env['DATABASE_URL'];
		else process.env['DATABASE_URL'] = outer;
		await database?.drop();
	});
}

async function serverForTests(): Promise<{ url: string; stop: () => Promise<void> }> {
	const own = process.env['DATABASE_URL'];
	if (own) return { url: own, stop: () => Promise.resolve() };
	const folder = mkdtempSync(join(tmpdir(), 'fanal-tests-'));
	// Open to the account that PostgreSQL runs under when the tests are run by root.
	chmodSync(folder, 0o711);
	const remove = () => {
		// Elsewhere when the folder of temporary files is itself closed.
		rmSync(realpathSync(join(folder, 'postgres')), { recursive: true, force: true });
		rmSync(folder, { recursive: true, force: true });
	};
	// Nothing has to survive a power cut: no test waits for the disk.
	const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
	const postgres = await startPostgres({ home: folder, log: () => undefined, settings });
	return { url: postgres.url, stop: () => postgres.stop().then(remove) };
}

/** Collectives of the tests: their tables are made once, in the template, and listed by the tests that want them. */
const COLLECTIVES = ['balise', 'essai'];

async function migrateTemplate(url: string): Promise<void> {
	const { migrateAll, migrateCollective } = await import('#core/server/migrate.ts');
	const { closePools } = await import('#core/server/database.ts');
	await migrateAll(url);
	for (const code of COLLECTIVES) await migrateCollective(code, url);
	// A template that is in use cannot be cloned.
	await closePools();
}

const databaseName = (role: string) => `fanal_test_${role}_${randomBytes(6).toString('hex')}`;

function withDatabase(url: string, name: string): string {
	return url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

/** The template, and what was filled from it. */
async function namesFrom(server: string, template: string): Promise<string[]> {
	const names: string[] = [];
	await runOn(server, async (client) => {
		const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
		names.push(...rows.map(({ datname }) => datname).filter((name) => name.startsWith(template)));
	});
	return names;
}

function dropDatabase(server: string, name: string): Promise<void> {
	return runOn(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function runOn(
	url: string,
	act: string | ((client: pg.Client) => Promise<void>)
): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		if (typeof act === 'string') await client.query(act);
		else await act(client);
	} finally {
		await client.end();
	}
}
