import { drizzle } from 'drizzle-orm/node-postgres';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { poolOf } from './database.ts';
import { schemaOf } from './schema.ts';
import { countWrites } from './revision.ts';

/** Folder of the landed migrations, beside the package whatever file this code was bundled into. */
function migrationsFolder(set: 'platform' | 'collective'): string {
	for (const root of [process.env['FANAL_ROOT'], process.cwd()]) {
		if (root && existsSync(join(root, 'migrations', set))) return join(root, 'migrations', set);
	}
	throw new Error('the folder migrations/ is not found: start Fanal from its own folder');
}

/** Brings the tables of the installation itself up to date. */
export async function migratePlatform(url?: string): Promise<void> {
	await underLock(url, async (client) => {
		await migrate(drizzle({ client }), {
			migrationsFolder: migrationsFolder('platform'),
			migrationsSchema: 'fanal_migrations'
		});
	});
}

/** Creates the collective's schema if need be, brings its tables up to date, and counts what will be written to them. */
export async function migrateCollective(code: string, url?: string): Promise<void> {
	await underLock(url, async (client) => {
		await migrateTables(client, code);
		await countWrites(client, code);
	});
}

/** The tables of a collective alone, as its migrations say. The connection is left on its schema. */
export async function migrateTables(client: pg.PoolClient, code: string): Promise<void> {
	const schema = schemaOf(code);
	await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
	await client.query(`SET search_path TO ${pg.escapeIdentifier(schema)}`);
	await migrate(drizzle({ client }), {
		migrationsFolder: migrationsFolder('collective'),
		migrationsSchema: schema
	});
}

/** Brings everything up to date: the platform, then each collective it knows. */
export async function migrateAll(url?: string): Promise<void> {
	await migratePlatform(url);
	const { rows } = await poolOf(url).query<{ code: string }>(
		'SELECT code FROM fanal.collective ORDER BY code'
	);
	for (const { code } of rows) await migrateCollective(code, url);
}

/** Is there a migration that the tables of this database have not received? */
export async function hasPendingMigrations(url?: string): Promise<boolean> {
	const collectives = await poolOf(url).query<{ code: string }>(
		'SELECT code FROM fanal.collective'
	);
	const schemas = collectives.rows.map(({ code }) => ['collective', schemaOf(code)] as const);
	for (const [set, schema] of [['platform', 'fanal_migrations'] as const, ...schemas]) {
		const received = await poolOf(url).query<{ last: string | null }>(
			`SELECT max(created_at) AS last FROM ${pg.escapeIdentifier(schema)}.__drizzle_migrations`
		);
		const landed = readMigrationFiles({ migrationsFolder: migrationsFolder(set) });
		const last = landed.at(-1)?.folderMillis ?? 0;
		if (Number(received.rows[0]?.last ?? 0) < last) return true;
	}
	return false;
}

/** Two processes that start together migrate one after the other. */
async function underLock(url: string | undefined, work: (client: pg.PoolClient) => Promise<void>) {
	const client = await poolOf(url).connect();
	try {
		await client.query("SELECT pg_advisory_lock(hashtext('fanal-migrations'))");
		await work(client);
	} finally {
		// A connection that has ended took its lock with it.
		const failure = await client
			.query("RESET search_path; SELECT pg_advisory_unlock(hashtext('fanal-migrations'))")
			.then(() => undefined)
			.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
		client.release(failure);
	}
}
