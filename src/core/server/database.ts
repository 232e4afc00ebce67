import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../actor.ts';
import { civilDay, readClock } from './clock.ts';
import type { Collective, Context } from './context.ts';
import { isDatabaseLost } from './lost-database.ts';
import { watchReads } from './privacy/reads.ts';

const pools = new Map<string, pg.Pool>();

/** Time left to units of work that are under way when Fanal stops. */
const CLOSING_MS = 10_000;

/** The pool of connections to a database; one per address in the process. */
export function poolOf(url = databaseUrl()): pg.Pool {
	const existing = pools.get(url);
	if (existing) return existing;
	return openPool(url, { connectionString: url, max: 10 });
}

/**
 * A small pool whose connections see one collective’s schema, for the library of accounts, which opens its own
 * transactions. Everything else goes through `inCollective`.
 */
export function poolOfCollective(code: string, url = databaseUrl()): pg.Pool {
	const schema = pg.escapeIdentifier(schemaOf(code));
	const key = `${url} ${schema}`;
	const existing = pools.get(key);
	if (existing) return existing;
	return openPool(key, {
		connectionString: url,
		max: 4,
		// Awaited by the pool before the connection is lent, whatever its types say.
		// eslint-disable-next-line @typescript-eslint/no-misused-promises
		onConnect: (client) => client.query(`SET search_path TO ${schema}`)
	});
}

/**
 * A pool whose connections may be ended by the server at any moment, idle or at work, without ending this process: who was using one
 * is told by the failure of their query, and the pool opens another.
 */
function openPool(key: string, config: pg.PoolConfig): pg.Pool {
	const pool = new pg.Pool(config);
	pool.on('error', () => undefined);
	// The pool listens to idle connections only; one that is lent says its end to nobody else.
	pool.on('connect', (client) => client.on('error', () => undefined));
	pools.set(key, pool);
	return pool;
}

/** Gives the connections back, once those at work are done; what still holds one after a while loses it with the process. */
export async function closePools(): Promise<void> {
	const open = [...pools.values()];
	pools.clear();
	const grace = Promise.withResolvers<undefined>();
	const timer = setTimeout(grace.resolve, CLOSING_MS, undefined);
	await Promise.race([Promise.all(open.map((pool) => pool.end())), grace.promise]);
	clearTimeout(timer);
}

/** Address of the database of this process: `DATABASE_URL`, set by the operator or by the start of Fanal. */
function databaseUrl(): string {
	const url = process.env['DATABASE_URL'];
	if (!url) throw new Error('DATABASE_URL is not set: start Fanal through its command line');
	return url;
}

/** Name of the PostgreSQL schema that holds every table of a collective. */
export function schemaOf(code: string): string {
	return `c_${code.replaceAll('-', '_')}`;
}

export interface WorkOptions {
	actor: Actor;
	/** Instant of the act; the clock of the process by default. */
	now?: Date;
	/** `read` refuses any write; `rehearsal` does everything, then undoes it (dry run). */
	mode?: 'read' | 'write' | 'rehearsal';
	url?: string;
}

/** Told of what a unit of work wrote, inside its transaction (search index). */
export type BeforeCommit = (ctx: Context) => Promise<void>;
const beforeCommit: BeforeCommit[] = [];

/** Called once by each collector that keeps something in step with records. */
export function onBeforeCommit(listener: BeforeCommit): void {
	if (!beforeCommit.includes(listener)) beforeCommit.push(listener);
}

/** Told that a unit of work is written for good: who sends what it queued wakes up. */
const afterCommit = new Set<(ctx: Context) => void>();

/** Listens to what is committed by this process; returns what ends it. */
export function onCommitted(listener: (ctx: Context) => void): () => void {
	afterCommit.add(listener);
	return () => afterCommit.delete(listener);
}

/**
 * Runs one unit of work: one transaction on the collective's schema. Whatever `work` throws undoes everything.
 */
export async function inCollective<T>(
	collective: Collective,
	options: WorkOptions,
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	const { actor, mode = 'read', now = readClock(), url = databaseUrl() } = options;
	const schema = schemaOf(collective.code);
	const client = await begin(
		poolOf(url),
		`BEGIN${mode === 'read' ? ' ISOLATION LEVEL REPEATABLE READ READ ONLY' : ''}; SET LOCAL search_path TO ${pg.escapeIdentifier(schema)}`
	);
	let broken: Error | undefined;
	try {
		const ctx: Context = {
			db: drizzle({ client: await watchReads(client, actor, { database: url, schema }) }),
			collective,
			actor,
			now,
			today: civilDay(now),
			touched: new Map(),
			act: uuidv7(),
			acts: []
		};
		const result = await work(ctx);
		if (ctx.touched.size > 0) for (const listener of beforeCommit) await listener(ctx);
		await client.query(mode === 'rehearsal' ? 'ROLLBACK' : 'COMMIT');
		if (mode === 'write' && ctx.touched.size > 0) for (const listener of afterCommit) listener(ctx);
		return result;
	} catch (error) {
		await client.query('ROLLBACK').catch((failure: unknown) => {
			// The connection itself is gone: it must not go back to the pool.
			broken = failure instanceof Error ? failure : new Error(String(failure));
		});
		throw error;
	} finally {
		client.release(broken);
	}
}

/**
 * A connection with a transaction open. One that ended while it was idle is thrown away and another is asked for: nothing
 * was done on it yet.
 */
async function begin(pool: pg.Pool, sql: string): Promise<pg.PoolClient> {
	for (;;) {
		const isReused = pool.idleCount > 0;
		const client = await pool.connect();
		try {
			await client.query(sql);
			return client;
		} catch (failure) {
			client.release(true);
			if (!isReused || !isDatabaseLost(failure)) throw failure;
		}
	}
}
