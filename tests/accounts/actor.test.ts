import { describe, expect, test } from 'vitest';
import { decide, mayRead } from '#core/actor.ts';
import { civilDay } from '#core/server/clock.ts';
import { partialDate } from '#core/partial-date.ts';
import { record } from '#core/server/journal.ts';
import { inCollective } from '#core/server/database.ts';
import { journal } from '#core/server/tables.ts';
import { eq } from 'drizzle-orm';
import { listGrants } from '#collectors/permissions.ts';
import { behalfChoices } from '#modules/accounts/behalf.ts';
import {
	closeAccountOf,
	createAccount,
	setAdministrator,
	setAdministratorOf
} from '#modules/accounts/server/accounts.ts';
import { actorOf } from '#modules/accounts/server/actor.ts';
import {
	actFor,
	endSession,
	endSessions,
	findSession,
	listSessions,
	signOut
} from '#modules/accounts/server/session.ts';
import { administrator } from '#modules/accounts/server/tables.ts';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import { organisation, person, role } from '#modules/network/index.ts';
import { actorFor, anAccount, asOperator, aVisitor, balise, cameIn, sessionOf } from './stage.ts';

/** A dated function of the person of that code. */
async function holds(
	code: string,
	where: string,
	held: (typeof role.$inferInsert)['function'],
	until: Date | null = null
): Promise<void> {
	await asOperator(async (ctx) => {
		await ctx.db
			.insert(organisation)
			.values({ audience: 'public', code: where, name: where.toUpperCase(), nature: 'association' })
			.onConflictDoNothing();
		const [place] = await ctx.db.select().from(organisation).where(eq(organisation.code, where));
		const [who] = await ctx.db.select().from(person).where(eq(person.code, code));
		await ctx.db.insert(role).values({
			audience: 'public',
			personId: who?.id ?? '',
			organisationId: place?.id ?? '',
			function: held,
			until: until && partialDate(civilDay(until))
		});
	});
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);

describe('who has signed in', () => {
	test('holds the rights of today: a mandate that ended yesterday opens nothing', async () => {
		const { email } = await anAccount('marthe');
		const visitor = await cameIn(email);
		await holds('marthe', 'balise', 'employee', day(0));
		const actor = await asOperator(async (ctx) =>
			actorOf(ctx, await sessionOf(visitor), listGrants)
		);
		expect(mayRead(actor, 'team')).toBe(true);
		const tomorrow = await asOperator(async (ctx) =>
			actorOf({ ...ctx, today: civilDay(day(1)) }, await sessionOf(visitor), listGrants)
		);
		expect(tomorrow.grants).toEqual([]);
		expect(mayRead(tomorrow, 'team')).toBe(false);
	});

	test('administers by the only right that is written down, person of the directory or not', async () => {
		const { id, email } = await anAccount('nadia');
		const bare = await asOperator((ctx) =>
			createAccount(ctx, { email: 'technique@example.org', name: 'Technique', personId: null })
		);
		for (const account of [id, bare])
			await asOperator((ctx) => setAdministrator(ctx, account, true));
		for (const address of [email, 'technique@example.org']) {
			const visitor = await cameIn(address);
			const actor = await asOperator(async (ctx) =>
				actorOf(ctx, await sessionOf(visitor), listGrants)
			);
			expect(decide(actor, { permission: 'accounts.administer' }).allowed).toBe(true);
			expect(mayRead(actor, 'team')).toBe(false);
		}
	});

	test('chooses in whose name to work: all rights stay, the journal says it', async () => {
		const { email } = await anAccount('olga');
		const visitor = await cameIn(email);
		await holds('olga', 'capsule', 'direction');
		await holds('olga', 'balise', 'administration');
		const before = await asOperator(async (ctx) =>
			actorOf(ctx, await sessionOf(visitor), listGrants)
		);
		const choices = behalfChoices(await balise(), before.grants);
		expect(choices.map((one) => one.label)).toEqual([
			'Balise, conseil d’administration',
			'CAPSULE'
		]);
		await asOperator(async (ctx) =>
			actFor(ctx, await sessionOf(visitor), choices[1]?.value ?? null)
		);
		const actor = await asOperator(async (ctx) =>
			actorOf(ctx, await sessionOf(visitor), listGrants)
		);
		expect(actor.grants).toEqual(before.grants);
		expect(actor.onBehalfOf).toBe('CAPSULE');
		await inCollective(await balise(), { actor, mode: 'write' }, (ctx) =>
			record(ctx, [{ event: 'trial.done' }])
		);
		const [line] = await asOperator((ctx) =>
			ctx.db.select().from(journal).where(eq(journal.event, 'trial.done'))
		);
		expect(line).toMatchObject({ actor: 'olga', onBehalfOf: 'CAPSULE' });
	});

	test('speaks for nobody they have ceased to speak for', async () => {
		const { email } = await anAccount('paula');
		const visitor = await cameIn(email);
		await asOperator(async (ctx) => actFor(ctx, await sessionOf(visitor), 'organisation:capsule'));
		const actor = await asOperator(async (ctx) =>
			actorOf(ctx, await sessionOf(visitor), listGrants)
		);
		expect(actor.onBehalfOf).toBeUndefined();
	});
});

describe('sessions', () => {
	test('are listed and ended by their holder, who cannot end those of others', async () => {
		const { email } = await anAccount('quitterie');
		const [here, there] = [await cameIn(email), await cameIn(email, aVisitor('192.0.2.9'))];
		const other = await cameIn((await anAccount('renee')).email);
		const signedIn = await sessionOf(here);
		const listed = await asOperator((ctx) => listSessions(ctx, signedIn));
		expect(listed).toHaveLength(2);
		expect(listed.find((one) => !one.isCurrent)).toMatchObject({
			address: '192.0.2.9',
			userAgent: 'Essai',
			door: 'link'
		});
		const foreign = (await sessionOf(other)).session;
		for (const id of [foreign, 'x', "' OR 1=1 --"])
			await asOperator((ctx) => endSession(ctx, signedIn, id)).catch(() => undefined);
		expect((await findSession(await balise(), other)).signedIn).not.toBeNull();
		const mine = (await sessionOf(there)).session;
		await asOperator((ctx) => endSession(ctx, signedIn, mine));
		await asOperator((ctx) => endSession(ctx, signedIn, mine));
		expect((await findSession(await balise(), there)).signedIn).toBeNull();
	});

	test('all end at once, or this one by leaving', async () => {
		const { email, id } = await anAccount('sidonie');
		const [here, there] = [await cameIn(email), await cameIn(email)];
		const cookies = await signOut(await balise(), here);
		expect((await findSession(await balise(), here)).signedIn).toBeNull();
		expect((await findSession(await balise(), withCookies(here, cookies))).signedIn).toBeNull();
		await asOperator((ctx) => endSessions(ctx, id));
		expect((await findSession(await balise(), there)).signedIn).toBeNull();
	});
});

describe('the administration', () => {
	test('is given and taken by who holds it, never from the last one', async () => {
		const [boss, next] = [await anAccount('tessa'), await anAccount('ulla')];
		await asOperator((ctx) => setAdministrator(ctx, boss.id, true));
		const actor = {
			...actorFor(await sessionOf(await cameIn(boss.email))),
			grants: [{ role: 'administrator' as const, because: 'administre' }]
		};
		const collective = await balise();
		const as = <T>(work: Parameters<typeof inCollective<T>>[2]) =>
			inCollective(collective, { actor, mode: 'write' }, work);
		await as((ctx) => setAdministratorOf(ctx, next.id, true));
		await as((ctx) => setAdministratorOf(ctx, next.id, true));
		await expect(as((ctx) => closeAccountOf(ctx, boss.id))).rejects.toThrow('votre compte');
		await expect(as((ctx) => closeAccountOf(ctx, 'x'))).rejects.toThrow('n’existe pas');
		await as((ctx) => closeAccountOf(ctx, next.id));
		await expect(
			asOperator(async (ctx) => {
				const rows = await ctx.db.select().from(administrator);
				for (const row of rows) await setAdministrator(ctx, row.userId, false);
			})
		).rejects.toThrow('dernière personne');
	});
});
