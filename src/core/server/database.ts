import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../actor.ts';
import { Refused } from '../errors.ts';
import { civilDay, readClock } from './clock.ts';
import type { Collective, Context } from './context.ts';
import { dependsOn } from './grounds.ts';
import { watchReads } from './privacy/reads.ts';
import { schemaOf } from './schema.ts';
import { begin, Snapshot, type Queries } from './snapshot.ts';

const pools = new Map<string, pg.Pool>();

/** Time left to units of work that are under way when Fanal stops. */
const CLOSING_MS = 10_000;

/** How long a connection is waited for, and a lock of somebody else by who is not at the console, before who asked is told to come back. */
const WAIT_MS = 15_000;

/** The pool of connections to a database; one per address in the process. */
export function poolOf(url = databaseUrl()): pg.Pool {
	const existing = pools.get(url);
	if (existing) return existing;
	return openPool(url, { connectionString: url, max: 10 });
}

/** How many units of work the one that is opened stands within. */
const depth = new AsyncLocalStorage<number>();

/**
 * The pool of a unit of work. One that is opened within another has connections of its own: if it waited for those of the outer ones, these
 * would wait for it, and nobody would ever end.
 */
function poolFor(url: string): pg.Pool {
	const within = depth.getStore() ?? 0;
	if (within === 0) return poolOf(url);
	const key = `${url} within ${String(within)}`;
	return pools.get(key) ?? openPool(key, { connectionString: url, max: 5 });
}

const deeper = <T>(work: () => Promise<T>) => depth.run((depth.getStore() ?? 0) + 1, work);

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
		onConnect: (client) =>
			client.query(`SET search_path TO ${schema}; SET lock_timeout = ${String(WAIT_MS)}`)
	});
}

/**
 * A pool whose connections may be ended by the server at any moment, idle or at work, without ending this process: who was using one
 * is told by the failure of their query, and the pool opens another.
 */
function openPool(key: string, config: pg.PoolConfig): pg.Pool {
	const pool = new pg.Pool({ connectionTimeoutMillis: WAIT_MS, ...config });
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

export interface WorkOptions {
	actor: Actor;
	/** Instant of the act; the clock of the process by default. */
	now?: Date;
	/** `read` refuses any write; `rehearsal` does everything, then undoes it (dry run). */
	mode?: 'read' | 'write' | 'rehearsal';
	/**
	 * Revision of the collective that the request found at its beginning, when it writes nothing: what was answered at it is read from
	 * memory, and no transaction is opened for it.
	 */
	at?: string | undefined;
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
 * Runs one unit of work: one transaction on the collective's schema, or for what is only read one state of it. Whatever `work` throws
 * undoes everything. What only reads may be run twice, when a write is done between what it was told from memory and the rest.
 */
export async function inCollective<T>(
	collective: Collective,
	options: WorkOptions,
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	const whole = { mode: 'read' as const, now: readClock(), url: databaseUrl(), ...options };
	return whole.mode === 'read'
		? reading(collective, whole, work)
		: writing(collective, whole, work);
}

type Whole = WorkOptions & Required<Pick<WorkOptions, 'mode' | 'now' | 'url'>>;

async function reading<T>(
	collective: Collective,
	options: Whole,
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	const { url, at } = options;
	const { code } = collective;
	const snapshot = new Snapshot({ pool: poolFor(url), url, schema: schemaOf(code), code }, at);
	try {
		await snapshot.begin();
		const ctx = await contextOf(collective, options, snapshot);
		const result = await deeper(() => work(ctx));
		if (!snapshot.isTorn) return result;
	} catch (failure) {
		if (!snapshot.isTorn) throw failure;
	} finally {
		snapshot.end();
	}
	return reading(collective, { ...options, at: undefined }, work);
}

async function writing<T>(
	collective: Collective,
	options: Whole,
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	dependsOn('elsewhere');
	const { mode, url } = options;
	const schema = pg.escapeIdentifier(schemaOf(collective.code));
	const patience = options.actor.kind === 'operator' ? '0' : String(WAIT_MS);
	const { client } = await begin(
		poolFor(url),
		`BEGIN; SET LOCAL search_path TO ${schema}; SET LOCAL lock_timeout = ${patience}`
	);
	let broken: Error | undefined;
	try {
		const ctx = await contextOf(collective, options, client);
		const result = await deeper(() => work(ctx));
		if (ctx.touched.size > 0) for (const listener of beforeCommit) await listener(ctx);
		await client.query(mode === 'rehearsal' ? 'ROLLBACK' : 'COMMIT');
		if (mode === 'write' && ctx.touched.size > 0) for (const listener of afterCommit) listener(ctx);
		return result;
	} catch (error) {
		await client.query('ROLLBACK').catch((failure: unknown) => {
			// The connection itself is gone: it must not go back to the pool.
			broken = failure instanceof Error ? failure : new Error(String(failure));
		});
		throw isCrossed(error) ? new Refused('invalid', [CROSSED]) : error;
	} finally {
		client.release(broken);
	}
}

/**
 * PostgreSQL ended this unit of work, which waited for another that waited for it (40P01), or for too long (55P03), or removed what another
 * has just referred to (23503): nothing of it is written.
 */
function isCrossed(failure: unknown): boolean {
	for (let error = failure; error instanceof Error; error = error.cause)
		if (['40P01', '55P03', '23503'].includes(String((error as { code?: unknown }).code)))
			return true;
	return false;
}

const CROSSED = {
	code: 'crossed',
	message:
		'Quelqu’un d’autre écrivait au même endroit au même moment : rien de votre envoi n’est enregistré. Recommencez.'
};

async function contextOf(
	collective: Collective,
	{ actor, now, url }: Whole,
	queries: Queries
): Promise<Context> {
	const schema = schemaOf(collective.code);
	let act: string | undefined;
	return {
		db: drizzle({ client: await watchReads(queries, actor, { database: url, schema }) }),
		collective,
		actor,
		get now() {
			dependsOn('instant');
			return now;
		},
		today: civilDay(now),
		touched: new Map(),
		// Made when something is written.
		get act() {
			return (act ??= uuidv7());
		},
		acts: []
	};
}
