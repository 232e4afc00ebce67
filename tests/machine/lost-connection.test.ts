import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import type { Collective } from '#core/server/context.ts';
import { closePools, inCollective, poolOfCollective } from '#core/server/database.ts';
import { isDatabaseLost } from '#core/server/lost-database.ts';
import { testCollective } from '#core/server/testing.ts';

let collective: Collective;
beforeAll(async () => {
	collective = await testCollective();
});

/** Ends a connection as the administrator of an outer PostgreSQL does; resolves once its process is gone. */
async function endConnection(pid: number): Promise<void> {
	const administrator = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
	await administrator.connect();
	try {
		await administrator.query('SELECT pg_terminate_backend($1, 60000)', [pid]);
	} finally {
		await administrator.end();
	}
}

const pidOf = async (client: { query: (sql: string) => Promise<{ rows: { pid: number }[] }> }) =>
	(await client.query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;

/** The connection of a unit of work. */
function pidIn(ctx: Parameters<Parameters<typeof inCollective>[2]>[0]): Promise<number> {
	return ctx.db
		.execute<{ pid: number }>('SELECT pg_backend_pid() AS pid')
		.then(({ rows }) => rows[0]?.pid ?? 0);
}

/** Lets what a socket has to say reach its listeners. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('a connection that is ended between two queries fails its unit of work, and only that', async () => {
	const uncaught: unknown[] = [];
	const note = (error: unknown) => uncaught.push(error);
	process.on('uncaughtException', note);
	try {
		const failure = await inCollective(
			collective,
			{ actor: OPERATOR, mode: 'write' },
			async (ctx) => {
				await endConnection(await pidIn(ctx));
				for (let turn = 0; turn < 20; turn += 1) await nextTurn();
				await pidIn(ctx);
			}
		).catch((error: unknown) => error);
		expect(isDatabaseLost(failure)).toBe(true);
	} finally {
		process.off('uncaughtException', note);
	}
	expect(uncaught).toEqual([]);
	expect(await inCollective(collective, { actor: OPERATOR }, pidIn)).toBeGreaterThan(0);
});

test('one that is ended in the middle of a query is told as lost', async () => {
	const failure = await inCollective(collective, { actor: OPERATOR }, async (ctx) => {
		const pid = await pidIn(ctx);
		const asleep = ctx.db.execute('SELECT pg_sleep(3600)');
		await Promise.all([asleep, endConnection(pid)]);
	}).catch((error: unknown) => error);
	expect(isDatabaseLost(failure)).toBe(true);
	expect(await inCollective(collective, { actor: OPERATOR }, pidIn)).toBeGreaterThan(0);
});

test('ones that were ended while nobody used them are replaced without a word', async () => {
	const pids = await Promise.all(
		[1, 2, 3].map(() => inCollective(collective, { actor: OPERATOR }, pidIn))
	);
	for (const pid of new Set(pids)) await endConnection(pid);
	const after = await inCollective(collective, { actor: OPERATOR }, pidIn);
	expect(pids).not.toContain(after);
});

test('one of the library of accounts that is ended at work ends nothing else', async () => {
	const uncaught: unknown[] = [];
	const note = (error: unknown) => uncaught.push(error);
	process.on('uncaughtException', note);
	try {
		const client = await poolOfCollective(collective.code).connect();
		await endConnection(await pidOf(client));
		for (let turn = 0; turn < 20; turn += 1) await nextTurn();
		client.release(true);
	} finally {
		process.off('uncaughtException', note);
	}
	expect(uncaught).toEqual([]);
});

test('a stop waits for the work under way', async () => {
	const started = Promise.withResolvers<undefined>();
	const work = inCollective(collective, { actor: OPERATOR }, async (ctx) => {
		started.resolve(undefined);
		await nextTurn();
		return pidIn(ctx);
	});
	await started.promise;
	await closePools();
	expect(await work).toBeGreaterThan(0);
});
