import { sql, type SQL } from 'drizzle-orm';
import pg from 'pg';
import type { Collective } from './context.ts';
import { schemaOf } from './schema.ts';
import { collectiveTable, revision } from './platform-tables.ts';

/** A collective as it was found, with the number of writes that it had then received: what was made of it at that number is still true. */
export interface Revised extends Collective {
	revision: string;
}

/** Writers that a revision lets write at the same time without waiting for one another. */
const SLOTS = 32;

/**
 * Tables whose writes change nothing that is kept under a revision: what queues, counts and traces write by themselves, some at each
 * page that is read.
 */
export const UNCOUNTED = [
	'__drizzle_migrations',
	'accounts_attempt',
	'accounts_verification',
	'core_file_intake',
	'core_job_run',
	'core_mail',
	'core_mail_step',
	'core_mail_told',
	'core_privacy_opening',
	'core_privacy_term_run',
	'core_webhook_delivery',
	'core_webhook_try'
];

/** The revision of each collective, for a query on `collectiveTable`: it is read with the collective, in the same snapshot. */
export function revisionColumn(): SQL<string> {
	return sql<string>`coalesce((SELECT sum(${revision.written}) FROM ${revision} WHERE ${revision.collective} = ${collectiveTable.code}), 0)::text`;
}

/** The statement that reads the revision of a collective in the transaction that is open, as text in the column `revision`. */
export function revisionQuery(code: string): string {
	return `SELECT coalesce(sum(written), 0)::text AS revision FROM fanal.revision WHERE collective = ${pg.escapeLiteral(code)}`;
}

/**
 * Makes every write to the tables of a collective move its revision, whoever writes, in the transaction of the write; repeated after
 * each migration, it reaches the tables that are new. The connection sees the schema of the collective.
 */
export async function countWrites(client: pg.ClientBase, code: string): Promise<void> {
	const schema = schemaOf(code);
	await client.query(
		`INSERT INTO fanal.revision (collective, slot) SELECT $1, generate_series(0, $2::int - 1) ON CONFLICT DO NOTHING`,
		[code, SLOTS]
	);
	const { rows } = await client.query<{ name: string }>(
		`SELECT c.relname AS name FROM pg_class c
		WHERE c.relnamespace = to_regnamespace($1)::oid AND c.relkind = 'r' AND c.relname <> ALL($2)
		AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'revise_rows')`,
		[schema, UNCOUNTED]
	);
	const triggers = rows.map(({ name }) => {
		const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
		const act = `EXECUTE FUNCTION fanal.revise(${pg.escapeLiteral(code)});`;
		// Told of rows, not of statements: one that finds nothing to change, as most that note a use do, changes nothing.
		return `DROP TRIGGER IF EXISTS revise ON ${table};
			CREATE TRIGGER revise_rows AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW ${act}
			CREATE TRIGGER revise_all AFTER TRUNCATE ON ${table} FOR EACH STATEMENT ${act}`;
	});
	if (triggers.length > 0) await client.query(triggers.join('\n'));
}

/** What is made of the records of a collective, kept as long as nothing is written to them; the oldest leaves first. */
export class Kept<T> {
	readonly #most: number;
	readonly #values = new Map<string, Promise<T>>();

	/** @param most values that are kept at a time */
	constructor(most: number) {
		this.#most = most;
	}

	/**
	 * The value of a key, made when it is not kept at this revision. Everything else that it depends on is in the key: the reader, the
	 * day, what is asked. Asked twice at once, it is made once; a failure is kept by nobody.
	 */
	async get(
		{ id, revision }: Revised,
		key: readonly unknown[],
		make: () => Promise<T>
	): Promise<T> {
		const whole = JSON.stringify([id, revision, ...key]);
		const known = this.#values.get(whole);
		if (known) {
			this.#values.delete(whole);
			this.#values.set(whole, known);
			return known;
		}
		const made = make();
		this.#values.set(whole, made);
		const [oldest] = this.#values.keys();
		if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
		made.catch(() => {
			if (this.#values.get(whole) === made) this.#values.delete(whole);
		});
		return made;
	}
}
