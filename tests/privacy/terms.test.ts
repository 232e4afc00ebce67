import { expect, test } from 'vitest';
import { resumeTerm, suspendTerm, termsJob, termsPage } from '#collectors/privacy/terms.ts';
import '#collectors/permissions.ts';
import type { Context } from '#core/server/context.ts';
import { queueMail } from '#core/server/mail.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { invitation, session, user } from '#modules/accounts/server/tables.ts';
import { importRun } from '#core/server/tables.ts';
import { eq } from 'drizzle-orm';
import { partialDate } from '#core/partial-date.ts';
import { person } from '#modules/network/index.ts';
import { role } from '#modules/network/server/tables.ts';
import { anOrganisation, aPerson } from '../access/cast.ts';

const MONTH_MS = 31 * 24 * 3_600_000;
const before = (ctx: Context, months: number) => new Date(ctx.now.getTime() - months * MONTH_MS);
const inPast = (ctx: Context, months: number): Context => ({ ...ctx, now: before(ctx, months) });

test('what has passed its term is forgotten, what has not stays', () =>
	inTestCollective(async (ctx) => {
		const personId = await aPerson(ctx, 'ada');
		for (const months of [1, 13]) {
			const at = before(ctx, months);
			await queueMail(inPast(ctx, months), {
				to: { address: 'ada@example.org' },
				subject: 'Relevé',
				text: [],
				action: { label: 'Lire', path: '/' },
				category: 'notice'
			});
			const link = {
				kind: 'meeting',
				recordId: personId,
				guest: 'Mairie',
				lentBy: 'Zoe',
				lentAt: at
			};
			await ctx.db.insert(guestLink).values({ ...link, expiresAt: at });
			const invited = { email: 'ada@example.org', personId, invitedBy: 'Zoe', invitedAt: at };
			await ctx.db
				.insert(invitation)
				.values({ ...invited, sentAt: at, expiresAt: at, tokenHash: String(months) });
			await ctx.db
				.insert(user)
				.values({ name: 'Ada', email: `${String(months)}@example.org`, closedAt: at });
		}
		expect(await termsJob.run(ctx)).toMatch(/^Oublié : /);
		for (const table of [mailTable, guestLink, invitation, user])
			expect(await ctx.db.select().from(table)).toHaveLength(1);
	}));

test('a session goes thirty days after the entrance, whatever its end says', () =>
	inTestCollective(async (ctx) => {
		const [account] = await ctx.db
			.insert(user)
			.values({ name: 'Ada', email: 'ada@example.org' })
			.returning({ id: user.id });
		const later = new Date(Date.now() + 1000 * MONTH_MS);
		const open = { userId: account?.id ?? '', expiresAt: later };
		await ctx.db.insert(session).values([
			{ ...open, token: 'new' },
			{ ...open, token: 'old', createdAt: new Date(Date.now() - MONTH_MS) }
		]);
		await termsJob.run(ctx);
		expect(await ctx.db.select({ token: session.token }).from(session)).toEqual([{ token: 'new' }]);
	}));

test('an old import stays, without the name of who made it', () =>
	inTestCollective(async (ctx) => {
		const run = { id: '0199a000-0000-7000-8000-0000000000e1', number: 1, folder: '/d', counts: {} };
		await ctx.db.insert(importRun).values({ ...run, at: before(ctx, 37), actor: 'Ada Martin' });
		await termsJob.run(ctx);
		expect(await termsJob.run(ctx)).toBe('Rien n’avait passé sa durée.');
		expect((await ctx.db.select().from(importRun))[0]?.actor).toBe('quelqu’un');
	}));

test('a suspended term waits, says why, and runs again', () =>
	inTestCollective(async (ctx) => {
		const link = {
			kind: 'meeting',
			recordId: '0199a000-0000-7000-8000-0000000000e2',
			lentBy: 'Zoe'
		};
		const at = before(ctx, 13);
		await ctx.db.insert(guestLink).values({ ...link, guest: 'Mairie', lentAt: at, expiresAt: at });
		await expect(suspendTerm(ctx, 'access.links', ' ')).rejects.toThrow('Écrivez pourquoi');
		await suspendTerm(ctx, 'access.links', 'Contrôle du financeur jusqu’en juin');
		await termsJob.run(ctx);
		const { lines } = await termsPage(ctx);
		const line = lines.find((one) => one.id === 'access.links');
		expect(line).toMatchObject({
			soon: 1,
			hold: { reason: 'Contrôle du financeur jusqu’en juin' }
		});
		await resumeTerm(ctx, line?.hold?.id ?? '');
		await termsJob.run(ctx);
		expect((await termsPage(ctx)).runs).toMatchObject([{ label: 'Liens prêtés', forgotten: 1 }]);
	}));

test('what will be over within thirty days is told beforehand', () =>
	inTestCollective(async (ctx) => {
		const link = {
			kind: 'meeting',
			recordId: '0199a000-0000-7000-8000-0000000000e2',
			lentBy: 'Zoe'
		};
		const at = new Date(ctx.now.getTime() - 350 * 24 * 3_600_000);
		await ctx.db.insert(guestLink).values({ ...link, guest: 'Mairie', lentAt: at, expiresAt: at });
		const { lines } = await termsPage(ctx);
		expect(lines.find((one) => one.id === 'access.links')?.soon).toBe(1);
		expect(lines.filter((one) => one.soon > 0)).toHaveLength(1);
	}));

test('somebody is erased five years after their last function, and nobody else', () =>
	inTestCollective(async (ctx) => {
		const organisationId = await anOrganisation(ctx, 'ess-un');
		const long = before(ctx, 80);
		const untils: Record<string, string | null | undefined> = {
			'parti-depuis-six-ans': yearsBefore(ctx, 6),
			'parti-depuis-quatre-ans': yearsBefore(ctx, 4),
			'en-fonction': null,
			'sans-fonction': undefined
		};
		for (const [code, until] of Object.entries(untils)) {
			const personId = await aPerson(ctx, code);
			if (until !== undefined)
				await ctx.db.insert(role).values({
					audience: 'public',
					personId,
					organisationId,
					function: 'direction',
					until: until === null ? null : partialDate(until),
					createdAt: long,
					updatedAt: long
				});
			await ctx.db.update(person).set({ updatedAt: long }).where(eq(person.id, personId));
		}
		await termsJob.run(ctx);
		const left = await ctx.db.select().from(person).orderBy(person.code);
		expect(left).toHaveLength(4);
		expect(left.map((one) => one.code)).not.toContain('parti-depuis-six-ans');
		expect(left.map((one) => one.code)).toEqual(
			expect.arrayContaining(['parti-depuis-quatre-ans', 'en-fonction', 'sans-fonction'])
		);
	}));

function yearsBefore(ctx: Context, years: number): string {
	return String(ctx.now.getUTCFullYear() - years);
}
