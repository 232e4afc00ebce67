import { expect, test, vi } from 'vitest';
import { findCollective } from '#core/server/collectives.ts';
import type { Revised } from '#core/server/revision.ts';
import { poolOfCollective } from '#core/server/database.ts';
import { isDatabaseLost } from '#core/server/lost-database.ts';
import { closeAccount } from '#modules/accounts/server/accounts.ts';
import { endSessions, keptSession } from '#modules/accounts/server/session.ts';
import { anAccount, asOperator, balise, cameIn, sessionOf } from './stage.ts';

/** The collective as a request finds it now. */
async function now(): Promise<Revised> {
	await balise();
	const collective = await findCollective();
	if (!collective) throw new Error('no collective');
	return collective;
}

test('who is signed in is looked up once, until something is written', async () => {
	const { id, email } = await anAccount('ines');
	const visitor = await cameIn(email);
	const asked = vi.spyOn(poolOfCollective('balise'), 'query');
	const collective = await now();
	for (let times = 0; times < 3; times += 1)
		expect((await keptSession(collective, visitor)).signedIn?.account).toBe(id);
	const first = asked.mock.calls.length;
	await keptSession(collective, visitor);
	expect(asked.mock.calls.length).toBe(first);
	asked.mockRestore();
	await asOperator((ctx) => endSessions(ctx, id));
	expect((await keptSession(await now(), visitor)).signedIn).toBeNull();
});

test('an account that is closed opens nothing more, whatever was kept of its session', async () => {
	const { id, email } = await anAccount('jean');
	const visitor = await cameIn(email);
	expect((await keptSession(await now(), visitor)).signedIn?.account).toBe(id);
	await asOperator((ctx) => closeAccount(ctx, id));
	expect((await keptSession(await now(), visitor)).signedIn).toBeNull();
});

test('a session that has reached its end opens nothing more, though nothing was written', async () => {
	const { email } = await anAccount('lise');
	const visitor = await cameIn(email);
	const { openedAt } = await sessionOf(visitor);
	const collective = await now();
	const at = (days: number) => new Date(openedAt.getTime() + days * 86_400_000);
	expect((await keptSession(collective, visitor, at(0))).signedIn).not.toBeNull();
	expect((await keptSession(collective, visitor, at(400))).signedIn).toBeNull();
});

test('a database that is lost for an instant signs nobody out', async () => {
	const { id, email } = await anAccount('marc');
	const visitor = await cameIn(email);
	const collective = await now();
	const pool = poolOfCollective('balise');
	const lost = vi.spyOn(pool, 'query').mockImplementation(() => {
		throw new Error('Connection terminated unexpectedly');
	});
	const failure: unknown = await keptSession(collective, visitor).catch((one: unknown) => one);
	expect(isDatabaseLost(failure)).toBe(true);
	lost.mockRestore();
	expect((await keptSession(collective, visitor)).signedIn?.account).toBe(id);
});
