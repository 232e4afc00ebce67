import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { journal } from '#core/server/tables.ts';
import { passwordRefusals } from '#modules/accounts/rules.ts';
import { hashPassword, verifyPassword } from '#modules/accounts/server/auth/passwords.ts';
import { enterByPassword } from '#modules/accounts/server/enter.ts';
import { requestLink } from '#modules/accounts/server/links.ts';
import { hasPassword, removePassword, setPassword } from '#modules/accounts/server/password.ts';
import { findSession, type SignedIn } from '#modules/accounts/server/session.ts';
import { credential } from '#modules/accounts/server/tables.ts';
import { anAccount, asOperator, aVisitor, balise, cameIn, mailsTo, sessionOf } from './stage.ts';

const GOOD = 'quatre chevaux sous la pluie';

async function chose(signedIn: SignedIn, chosen: string, current = ''): Promise<void> {
	await asOperator((ctx) => setPassword(ctx, signedIn, { current, chosen }));
}

async function anAccountWithPassword(code: string) {
	const account = await anAccount(code);
	const visitor = await cameIn(account.email);
	await chose(await sessionOf(visitor), GOOD);
	return { ...account, visitor };
}

describe('a password', () => {
	test.each([
		['court', 'il en faut au moins 12'],
		['a'.repeat(13), 'répète trop'],
		['motdepasse2024', 'plus courants'],
		['Azertyuiop123!', 'plus courants'],
		['ada.martin.1990', 'votre nom'],
		['x'.repeat(200), '128']
	])('is refused when it is easily guessed (%s)', (password, reason) => {
		const refusals = passwordRefusals(password, ['Ada Martin', 'ada@example.org']);
		expect(refusals.map((one) => one.message).join()).toContain(reason);
	});

	test('may be plain words, or anything long', () => {
		for (const password of [GOOD, 'é🦊'.repeat(10) + 'abc', '    espaces   gardés  '])
			expect(passwordRefusals(password, ['Ada Martin'])).toEqual([]);
	});

	test('is kept as argon2id, and never as itself', async () => {
		const hash = await hashPassword(GOOD);
		expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(await verifyPassword({ hash, password: GOOD })).toBe(true);
		expect(await verifyPassword({ hash, password: `${GOOD} ` })).toBe(false);
		expect(await verifyPassword({ hash: 'x', password: GOOD })).toBe(false);
	});

	test('opens the space, after a choice that ends the other sessions', async () => {
		const { email, id } = await anAccount('agnes');
		const [here, elsewhere] = [await cameIn(email), await cameIn(email)];
		await chose(await sessionOf(here), GOOD);
		expect((await findSession(await balise(), elsewhere)).signedIn).toBeNull();
		expect((await findSession(await balise(), here)).signedIn).not.toBeNull();
		const entry = await enterByPassword(await balise(), aVisitor(), { email, password: GOOD });
		expect(entry.state).toBe('in');
		const kept = await asOperator((ctx) =>
			ctx.db.select().from(credential).where(eq(credential.userId, id))
		);
		expect(JSON.stringify(kept)).not.toContain(GOOD);
	});

	test('is asked again before a change, in a session that is not fresh', async () => {
		const { visitor } = await anAccountWithPassword('berthe');
		const old = { ...(await sessionOf(visitor)), openedAt: new Date(Date.now() - 3_600_000) };
		await expect(chose(old, 'un autre assez long')).rejects.toThrow('actuel ne va pas');
		await chose(old, 'un autre assez long', GOOD);
	});

	test('can be taken away; links remain', async () => {
		const { visitor, email } = await anAccountWithPassword('colette');
		const signedIn = await sessionOf(visitor);
		await asOperator((ctx) => removePassword(ctx, signedIn));
		expect(await asOperator((ctx) => hasPassword(ctx, signedIn.account))).toBe(false);
		await expect(
			enterByPassword(await balise(), aVisitor(), { email, password: GOOD })
		).rejects.toThrow('ne va pas');
	});

	test('that is refused is told in the journal by its door, with nothing that was typed', async () => {
		const { email } = await anAccountWithPassword('diane');
		const typed = 'ce n’est pas le bon mot';
		const entry = enterByPassword(await balise(), aVisitor(), { email, password: typed });
		await expect(entry).rejects.toThrow();
		const lines = await asOperator((ctx) =>
			ctx.db.select().from(journal).where(eq(journal.event, 'account.refused'))
		);
		expect(lines.at(-1)?.data).toEqual({ door: 'password' });
		expect(JSON.stringify(lines)).not.toContain(typed);
		expect(JSON.stringify(lines)).not.toContain(email);
	});

	test('is refused in the same words and time, account or not', async () => {
		const { email } = await anAccountWithPassword('dora');
		const said = new Set<string>();
		const fastest = { [email]: Infinity, 'personne-non-plus@example.org': Infinity };
		// The fastest of several turns: a machine that is busy slows one of them, not all.
		for (let turn = 0; turn < 4; turn += 1)
			for (const address of Object.keys(fastest)) {
				const start = performance.now();
				const answer = enterByPassword(await balise(), aVisitor(`192.0.2.${String(turn)}`), {
					email: address,
					password: 'ce n’est pas celui-là'
				});
				said.add(await answer.then(() => 'in', String));
				fastest[address] = Math.min(fastest[address] ?? 0, performance.now() - start);
			}
		expect(said.size).toBe(1);
		const [known = 0, unknown = 0] = Object.values(fastest);
		expect(unknown).toBeGreaterThan(known / 4);
	});
});

describe('two hundred attempts', () => {
	test('from as many addresses are stopped, the holder is told how long, and comes in by a link', async () => {
		const { email } = await anAccountWithPassword('elise');
		const collective = await balise();
		const said: string[] = [];
		for (let number = 0; number < 200; number += 1) {
			const visitor = aVisitor(`198.51.100.${String(number)}`);
			const input = { email, password: number === 150 ? GOOD : `essai numéro ${String(number)}` };
			said.push(
				await enterByPassword(collective, visitor, input).then(
					() => 'in',
					(failure: unknown) => String(failure)
				)
			);
		}
		expect(said.filter((one) => one.includes('Trop d’essais'))).toHaveLength(190);
		expect(said).not.toContain('in');
		expect(said.at(-1)).toMatch(
			/réessayez dans 1[45] minutes\. Vous pouvez entrer tout de suite par un lien/
		);
		await requestLink(collective, aVisitor(), { email, back: '/' });
		expect(await mailsTo(email)).toHaveLength(1);
	});

	test('from one address on as many accounts are stopped too', async () => {
		const visitor = aVisitor('203.0.113.7');
		const said: string[] = [];
		for (let number = 0; number < 200; number += 1)
			said.push(
				(await enterByPassword(await balise(), visitor, {
					email: `personne-${String(number)}@example.org`,
					password: 'un essai quelconque'
				}).catch((failure: unknown) => String(failure))) as string
			);
		expect(said.filter((one) => one.includes('Trop d’essais'))).toHaveLength(150);
	});

	test('for a link write five mails, which all stay good', async () => {
		const { email } = await anAccount('fanny');
		const said: unknown[] = [];
		for (let number = 0; number < 7; number += 1)
			said.push(
				await requestLink(await balise(), aVisitor(`192.0.2.${String(number)}`), {
					email,
					back: '/'
				}).catch((failure: unknown) => failure)
			);
		expect(String(said.at(-1))).toContain('Les liens déjà envoyés restent valables');
		expect(await mailsTo(email, 5)).toHaveLength(5);
	});
});
