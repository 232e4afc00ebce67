import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Collective, CollectiveSettings } from './context.ts';
import pg from 'pg';
import { poolOf, schemaOf } from './database.ts';
import { migrateCollective } from './migrate.ts';
import { collectiveTable } from './platform-tables.ts';

/** All collectives of the installation, by code. */
export async function listCollectives(url?: string): Promise<Collective[]> {
	return drizzle({ client: poolOf(url) })
		.select({
			id: collectiveTable.id,
			code: collectiveTable.code,
			settings: collectiveTable.settings
		})
		.from(collectiveTable)
		.orderBy(asc(collectiveTable.code));
}

/** The collective that this process serves: `FANAL_COLLECTIF`, or the only one. */
export async function findCollective(url?: string): Promise<Collective | undefined> {
	const all = await listCollectives(url);
	const wanted = process.env['FANAL_COLLECTIF'];
	return wanted ? all.find((collective) => collective.code === wanted) : all[0];
}

/** Creates the collective and its schema, or refreshes its settings. Repeating it changes nothing. */
export async function ensureCollective(
	code: string,
	settings: CollectiveSettings,
	url?: string
): Promise<Collective> {
	await migrateCollective(code, url);
	const db = drizzle({ client: poolOf(url) });
	await db
		.insert(collectiveTable)
		.values({ id: uuidv7(), code, settings })
		.onConflictDoUpdate({ target: collectiveTable.code, set: { settings } });
	const [row] = await db.select().from(collectiveTable).where(eq(collectiveTable.code, code));
	if (!row) throw new Error(`collective ${code} was just written and is not there`);
	return { id: row.id, code: row.code, settings: row.settings };
}

/** One collective by its code, if the installation has it. */
export async function findCollectiveByCode(
	code: string,
	url?: string
): Promise<Collective | undefined> {
	return (await listCollectives(url)).find((collective) => collective.code === code);
}

/** Takes away a collective and everything it holds: only for one whose first import failed. */
export async function removeCollective(code: string, url?: string): Promise<void> {
	await drizzle({ client: poolOf(url) })
		.delete(collectiveTable)
		.where(eq(collectiveTable.code, code));
	await poolOf(url).query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schemaOf(code))} CASCADE`);
}
