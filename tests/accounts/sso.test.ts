import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import { ssoSettings } from '#modules/accounts/server/auth/sso.ts';
import { enterByCode, enterBySso, startSso } from '#modules/accounts/server/enter.ts';
import { credential, user } from '#modules/accounts/server/tables.ts';
import { signInAtProvider, startProvider, type RunningProvider } from './provider.ts';
import { beginSecondStep, confirmSecondStep } from '#modules/accounts/server/second-factor.ts';
import { findSession } from '#modules/accounts/server/session.ts';
import { codeOf } from './authenticator.ts';
import {
	actorFor,
	anAccount,
	asOperator,
	aVisitor,
	balise,
	cameIn,
	otherCollective,
	sessionOf
} from './stage.ts';

let provider: RunningProvider;
let account: { id: string; email: string };

beforeAll(async () => {
	provider = await startProvider();
	Object.assign(process.env, provider.settings);
	account = await anAccount('jeanne');
});
afterAll(() => provider.stop());

/** Goes to the provider as this login, and comes back to the door with what it gave. */
async function goThrough(login: string) {
	const start = await startSso(await balise(), aVisitor());
	if (!start) throw new Error('the single sign-on did not start');
	const visitor = withCookies(aVisitor(), start.cookies);
	const back = await signInAtProvider(start.location, login);
	return { start, visitor, query: Object.fromEntries(back.searchParams) };
}

describe('the single sign-on', () => {
	test('asks with PKCE, a state and a nonce', async () => {
		const start = await startSso(await balise(), aVisitor());
		const asked = new URL(start?.location ?? '').searchParams;
		expect(asked.get('code_challenge_method')).toBe('S256');
		for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toBeTruthy();
		expect(asked.get('redirect_uri')).toBe('http://127.0.0.1:3000/connexion/sso/retour');
	});

	test('opens the account whose address the provider has checked, and keeps no token of it', async () => {
		const { visitor, query } = await goThrough('sure');
		const entry = await enterBySso(await balise(), visitor, query);
		expect(entry.state).toBe('in');
		expect(await sessionOf(withCookies(visitor, entry.cookies))).toMatchObject({
			account: account.id
		});
		const [kept] = await asOperator((ctx) =>
			ctx.db.select().from(credential).where(eq(credential.userId, account.id))
		);
		expect(kept).toMatchObject({ providerId: 'sso', accountId: 'sure' });
		expect([kept?.accessToken, kept?.refreshToken, kept?.idToken]).toEqual([null, null, null]);
	});

	test('refuses an address that the provider has not checked', async () => {
		const { visitor, query } = await goThrough('doubtful');
		await expect(enterBySso(await balise(), visitor, query)).rejects.toThrow('n’a pas ouvert');
	});

	test('makes no account by itself', async () => {
		const { visitor, query } = await goThrough('unknown');
		await expect(enterBySso(await balise(), visitor, query)).rejects.toThrow('n’a pas ouvert');
		const made = await asOperator((ctx) =>
			ctx.db.select().from(user).where(eq(user.email, 'inconnue@example.org'))
		);
		expect(made).toEqual([]);
	});

	test('refuses an answer that another browser asked for, a forged one, and the same one twice', async () => {
		const { visitor, query } = await goThrough('sure');
		await expect(enterBySso(await balise(), aVisitor(), query)).rejects.toThrow('n’a pas ouvert');
		const forged = { ...query, state: 'x'.repeat(32) };
		await expect(enterBySso(await balise(), visitor, forged)).rejects.toThrow('n’a pas ouvert');
		await expect(enterBySso(await otherCollective(), visitor, query)).rejects.toThrow();
		const again = await goThrough('sure');
		await enterBySso(await balise(), again.visitor, again.query);
		await expect(enterBySso(await balise(), again.visitor, again.query)).rejects.toThrow();
	});

	test('asks for the second step too, and opens no session before it', async () => {
		const here = await cameIn(account.email);
		const signedIn = await sessionOf(here);
		const { secret } = await beginSecondStep(await balise(), here, signedIn);
		const first = codeOf(secret, -1);
		await confirmSecondStep(await balise(), here, actorFor(signedIn), first);
		const { visitor, query } = await goThrough('sure');
		const entry = await enterBySso(await balise(), visitor, query);
		expect(entry.state).toBe('code');
		const halfIn = withCookies(visitor, entry.cookies);
		expect((await findSession(await balise(), halfIn)).signedIn).toBeNull();
		expect((await enterByCode(await balise(), halfIn, codeOf(secret))).state).toBe('in');
	});

	test('is not there without its three variables', () => {
		expect(ssoSettings({ FANAL_OIDC_ISSUER: 'https://connexion.example' })).toBeNull();
		expect(
			ssoSettings({
				FANAL_OIDC_ISSUER: 'https://connexion.example/',
				FANAL_OIDC_CLIENT_ID: 'a',
				FANAL_OIDC_CLIENT_SECRET: 'b'
			})
		).toMatchObject({ issuer: 'https://connexion.example', vouches: false });
	});
});
