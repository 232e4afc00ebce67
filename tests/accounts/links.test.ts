import { eq, like } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { journal } from '#core/server/tables.ts';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import { closeAccount } from '#modules/accounts/server/accounts.ts';
import { enterByLink } from '#modules/accounts/server/enter.ts';
import { mintToken, requestLink } from '#modules/accounts/server/links.ts';
import { findSession } from '#modules/accounts/server/session.ts';
import { session, verification } from '#modules/accounts/server/tables.ts';
import {
	anAccount,
	asOperator,
	aVisitor,
	balise,
	cameIn,
	mailsTo,
	ORIGIN,
	otherCollective,
	sessionOf,
	tokenOf
} from './stage.ts';

describe('a sign-in link', () => {
	test('is mailed to who has an account, and opens the space once', async () => {
		const { email, id } = await anAccount('ada');
		await requestLink(await balise(), aVisitor(), { email: ' ADA@example.org ', back: '/agenda' });
		const [sent] = await mailsTo(email);
		expect(JSON.stringify(sent?.text)).toContain('15 minutes');
		expect(sent).toMatchObject({ secret: true, state: 'queued' });
		expect(new URL(sent?.action?.path ?? '', ORIGIN).searchParams.get('retour')).toBe('/agenda');
		const token = tokenOf(sent);
		const entry = await enterByLink(await balise(), aVisitor(), token);
		expect(entry.state).toBe('in');
		const { signedIn } = await findSession(await balise(), withCookies(aVisitor(), entry.cookies));
		expect(signedIn).toMatchObject({ account: id, email, hasSecondStep: false });
		await expect(enterByLink(await balise(), aVisitor(), token)).rejects.toThrow('déjà servi');
	});

	test('leaves no trace of itself in the database, nor the address in the journal', async () => {
		const { email } = await anAccount('blanche');
		const token = await mintToken(await balise(), ORIGIN, email);
		const kept = await asOperator((ctx) => ctx.db.select().from(verification));
		expect(JSON.stringify(kept)).not.toContain(token);
		await enterByLink(await balise(), aVisitor(), token);
		const told = await asOperator((ctx) =>
			ctx.db.select().from(journal).where(like(journal.event, 'account.%'))
		);
		expect(told.map((line) => line.event)).toContain('account.signedIn');
		expect(JSON.stringify(told)).not.toContain('@');
	});

	test('is refused after its time', async () => {
		const { email } = await anAccount('chloe');
		const token = await mintToken(await balise(), ORIGIN, email);
		await asOperator((ctx) =>
			ctx.db.update(verification).set({ expiresAt: new Date(Date.now() - 1000) })
		);
		await expect(enterByLink(await balise(), aVisitor(), token)).rejects.toThrow('expiré');
	});

	test.each([
		'',
		'x',
		'a'.repeat(32),
		'<script>alert(1)</script>',
		"' OR 1=1 --",
		'%00',
		'é'.repeat(5000)
	])('is refused when it is forged (%#)', async (token) => {
		await expect(enterByLink(await balise(), aVisitor(null), token)).rejects.toThrow(
			'Ce lien ne marche pas'
		);
	});

	test('of one collective opens nothing in another', async () => {
		const { email } = await anAccount('diane');
		const other = await otherCollective();
		const token = await mintToken(await balise(), ORIGIN, email);
		await expect(enterByLink(other, aVisitor(), token)).rejects.toThrow('Ce lien ne marche pas');
		expect((await enterByLink(await balise(), aVisitor(), token)).state).toBe('in');
	});

	test('is not sent to an address without account, nor to a closed one; the answer takes as long', async () => {
		const { email, id } = await anAccount('edith');
		await asOperator((ctx) => closeAccount(ctx, id));
		const times: number[] = [];
		for (const address of [email, 'personne@example.org']) {
			const start = performance.now();
			await requestLink(await balise(), aVisitor(), { email: address, back: '/' });
			times.push(performance.now() - start);
		}
		expect(Math.min(...times)).toBeGreaterThan(390);
		const { email: open } = await anAccount('edmond');
		await requestLink(await balise(), aVisitor(), { email: open, back: '/' });
		expect(await mailsTo(open)).toHaveLength(1);
		expect(await mailsTo('personne@example.org', 0)).toEqual([]);
		expect(await mailsTo(email, 0)).toEqual([]);
	});

	test('needs an address that can be one', async () => {
		for (const email of [
			'',
			'ada',
			'ada@',
			'<b>@example.org',
			'a@b',
			`${'a'.repeat(300)}@example.org`
		])
			await expect(requestLink(await balise(), aVisitor(), { email, back: '/' })).rejects.toThrow(
				'pas complète'
			);
	});

	test('ends the session that the browser had, of whomever it was: its cookie opens nothing more', async () => {
		const [flore, fanny] = [await anAccount('flore'), await anAccount('fanny')];
		for (const next of [flore, fanny]) {
			const first = await cameIn(flore.email);
			const second = await cameIn(next.email, first);
			expect((await findSession(await balise(), first)).signedIn).toBeNull();
			expect(await sessionOf(second)).toMatchObject({ account: next.id });
		}
	});

	test('that opens nothing leaves the session that the browser had', async () => {
		const visitor = await cameIn((await anAccount('firmin')).email);
		await expect(enterByLink(await balise(), visitor, 'x')).rejects.toThrow();
		expect((await sessionOf(visitor)).name).toBe('firmin');
	});
});

describe('a session', () => {
	test('of one collective is unknown in another', async () => {
		const visitor = await cameIn((await anAccount('gaelle')).email);
		expect((await findSession(await otherCollective(), visitor)).signedIn).toBeNull();
	});

	test('is over after thirty days, however used, and with a closed account', async () => {
		const { email, id } = await anAccount('helene');
		const visitor = await cameIn(email);
		const later = new Date(Date.now() + 31 * 86_400_000);
		expect((await findSession(await balise(), visitor, later)).signedIn).toBeNull();
		expect((await findSession(await balise(), visitor)).signedIn).not.toBeNull();
		await asOperator((ctx) => closeAccount(ctx, id));
		expect((await findSession(await balise(), visitor)).signedIn).toBeNull();
	});

	test('is over when nobody used it for a week', async () => {
		const { email, id } = await anAccount('irene');
		const visitor = await cameIn(email);
		const [row] = await asOperator((ctx) =>
			ctx.db.select().from(session).where(eq(session.userId, id))
		);
		const days = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
		expect(days).toBeCloseTo(7, 1);
		await asOperator((ctx) =>
			ctx.db
				.update(session)
				.set({ expiresAt: new Date(0) })
				.where(eq(session.userId, id))
		);
		expect((await findSession(await balise(), visitor)).signedIn).toBeNull();
	});

	test('is a cookie that scripts do not read, sent over https alone where there is https', async () => {
		const { email } = await anAccount('jeanne-marie');
		const visitor = aVisitor('192.0.2.1', 'https://fanal.example');
		const token = await mintToken(await balise(), visitor.origin, email);
		const { cookies } = await enterByLink(await balise(), visitor, token);
		const cookie = cookies.find((one) => one.includes('session_token')) ?? '';
		expect(cookie).toMatch(/^__Host-fanal\.session_token=/);
		for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
			expect(cookie).toContain(attribute);
		const { signedIn } = await findSession(await balise(), withCookies(visitor, cookies));
		expect(signedIn).not.toBeNull();
	});

	test.each(['fanal.session_token=x', 'fanal.session_token=x.y', 'fanal.session_token='])(
		'is not opened by a forged cookie (%s)',
		async (cookie) => {
			const visitor = withCookies(aVisitor(), [cookie]);
			expect((await findSession(await balise(), visitor)).signedIn).toBeNull();
		}
	);
});
