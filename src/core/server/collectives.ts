import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { v7 as uuidv7 } from 'uuid';
import pg from 'pg';
import type { Collective, CollectiveSettings, Database } from './context.ts';
import { poolOf } from './database.ts';
import { schemaOf } from './schema.ts';
import { migrateCollective } from './migrate.ts';
import { collectiveTable } from './platform-tables.ts';
import { revisionColumn, type Revised } from './revision.ts';

/** All collectives of the installation, by code. */
export async function listCollectives(url?: string): Promise<Revised[]> {
	return drizzle({ client: poolOf(url) })
		.select({
			id: collectiveTable.id,
			code: collectiveTable.code,
			settings: collectiveTable.settings,
			revision: revisionColumn()
		})
		.from(collectiveTable)
		.orderBy(asc(collectiveTable.code));
}

/**
 * The collective that this process serves: `FANAL_COLLECTIF`, or the first that was created; a second one never takes its place.
 */
export async function findCollective(url?: string): Promise<Revised | undefined> {
	const all = await listedAfter(url);
	const wanted = process.env['FANAL_COLLECTIF'];
	if (wanted) return all.find((collective) => collective.code === wanted);
	// A UUIDv7 begins with the instant at which it was made.
	return all.reduce<Revised | undefined>(
		(first, one) => (first && first.id <= one.id ? first : one),
		undefined
	);
}

/** By address of the database: the list that is being asked, and the one that will be once it is there. */
const asked = new Map<string, { running: Promise<unknown>; next?: Promise<Revised[]> }>();

/**
 * The list as it stands after this is asked: those who ask while it is being read share the next reading, which begins when this one
 * ends. Many requests at once cost one query.
 */
function listedAfter(url = process.env['DATABASE_URL'] ?? ''): Promise<Revised[]> {
	const under = asked.get(url);
	if (under?.next) return under.next;
	if (!under) return readList(url);
	under.next = under.running.then(() => readList(url));
	return under.next;
}

function readList(url: string): Promise<Revised[]> {
	const reading = listCollectives(url || undefined);
	const running = reading.then(ended, ended);
	const own: { running: Promise<unknown>; next?: Promise<Revised[]> } = { running };
	asked.set(url, own);
	return reading;

	function ended(): void {
		// Whoever waits for the next one begins it; nobody does when nobody asks.
		if (asked.get(url) === own && !own.next) asked.delete(url);
	}
}

/** Creates the collective and its schema, or refreshes its settings. Repeating it changes nothing. */
export async function ensureCollective(
	code: string,
	settings: CollectiveSettings,
	url?: string
): Promise<Collective> {
	const collective = await prepareCollective(code, settings, url);
	await saveCollective(drizzle({ client: poolOf(url) }), collective);
	return collective;
}

/** Makes the schema of a collective ready, without listing it: nobody sees it before `saveCollective`. */
export async function prepareCollective(
	code: string,
	settings: CollectiveSettings,
	url?: string
): Promise<Collective> {
	await migrateCollective(code, url);
	const known = await findCollectiveByCode(code, url);
	return { id: known?.id ?? uuidv7(), code, settings };
}

/** Lists the collective, or refreshes its settings; in a unit of work, together with what it writes. */
export async function saveCollective(db: Database, collective: Collective): Promise<void> {
	await db
		.insert(collectiveTable)
		.values(collective)
		.onConflictDoUpdate({
			target: collectiveTable.code,
			set: { settings: collective.settings }
		});
}

/** What the collective says of itself now; who writes it next waits for the end of this unit of work. */
export async function lockSettings(db: Database, code: string): Promise<CollectiveSettings> {
	const [row] = await db
		.select({ settings: collectiveTable.settings })
		.from(collectiveTable)
		.where(eq(collectiveTable.code, code))
		.for('update');
	if (!row) throw new Error(`no collective is ${code}`);
	return row.settings;
}

/** One collective by its code, if the installation has it. */
export async function findCollectiveByCode(
	code: string,
	url?: string
): Promise<Revised | undefined> {
	return (await listCollectives(url)).find((collective) => collective.code === code);
}

/** Takes away the schema of a collective that was prepared and never listed. */
export async function dropUnlisted(code: string, url?: string): Promise<void> {
	if (await findCollectiveByCode(code, url)) return;
	await poolOf(url).query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schemaOf(code))} CASCADE`);
}
