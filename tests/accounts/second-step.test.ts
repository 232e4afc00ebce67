import { freshOnce } from '#core/server/once.ts';
import { describe, expect, test } from 'vitest';
import type { Visitor } from '#core/server/visitor.ts';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import {
	enterByCode,
	enterByLink,
	enterByPassword,
	isChallenged
} from '#modules/accounts/server/enter.ts';
import { mintToken } from '#modules/accounts/server/links.ts';
import { setPassword } from '#modules/accounts/server/password.ts';
import {
	beginSecondStep,
	confirmSecondStep,
	dropSecondStep,
	forgetSecondStep,
	recoveryGeneration,
	renewRecoveryCodes
} from '#modules/accounts/server/second-factor.ts';
import { findSession } from '#modules/accounts/server/session.ts';
import { codeOf } from './authenticator.ts';
import {
	actorFor,
	anAccount,
	asOperator,
	aVisitor,
	balise,
	cameIn,
	ORIGIN,
	sessionOf
} from './stage.ts';

const PASSWORD = 'quatre chevaux sous la pluie';

/** Somebody who has switched the second step on, with a password too. */
async function guarded(code: string) {
	const { email, id } = await anAccount(code);
	const visitor = await cameIn(email);
	const signedIn = await sessionOf(visitor);
	const begun = await beginSecondStep(await balise(), visitor, signedIn);
	const cookies = await confirmSecondStep(
		await balise(),
		visitor,
		actorFor(signedIn),
		codeOf(begun.secret, -1)
	);
	const here = withCookies(visitor, cookies);
	await asOperator(async (ctx) =>
		setPassword(ctx, await sessionOf(here), { current: '', chosen: PASSWORD })
	);
	return { email, id, here, ...begun };
}

/** The visitor after the first factor, by a link. */
async function halfIn(email: string): Promise<Visitor> {
	const token = await mintToken(await balise(), ORIGIN, email);
	const entry = await enterByLink(await balise(), aVisitor(), token);
	expect(entry.state).toBe('code');
	return withCookies(aVisitor(), entry.cookies);
}

async function isIn(visitor: Visitor): Promise<boolean> {
	return (await findSession(await balise(), visitor)).signedIn !== null;
}

describe('the second step', () => {
	test('shows its secret as a picture without script and as text', async () => {
		const { picture, secret, recoveryCodes } = await guarded('ines');
		expect(picture).toMatch(/^<svg/);
		expect(picture).not.toMatch(/script|http:\/\/(?!www\.w3\.org)/);
		expect(secret).toMatch(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/);
		expect(new Set(recoveryCodes).size).toBe(10);
	});

	test('is asked after a link, and no session is open before it', async () => {
		const { email, secret } = await guarded('jade');
		const visitor = await halfIn(email);
		expect(await isIn(visitor)).toBe(false);
		const entry = await enterByCode(await balise(), visitor, codeOf(secret));
		expect(await isIn(withCookies(visitor, entry.cookies))).toBe(true);
	});

	test('is asked after a password', async () => {
		const { email, secret } = await guarded('karine');
		const first = await enterByPassword(await balise(), aVisitor(), { email, password: PASSWORD });
		expect(first.state).toBe('code');
		const visitor = withCookies(aVisitor(), first.cookies);
		expect(await isIn(visitor)).toBe(false);
		expect(await isChallenged(await balise(), visitor)).toBe(true);
		await enterByCode(await balise(), visitor, codeOf(secret));
	});

	test('opens once with a code: whoever reads it over a shoulder comes too late', async () => {
		const { email, secret } = await guarded('lea');
		const code = codeOf(secret);
		await enterByCode(await balise(), await halfIn(email), code);
		await expect(enterByCode(await balise(), await halfIn(email), code)).rejects.toThrow(
			'déjà été essayé'
		);
	});

	test('takes a recovery code, once', async () => {
		const { email, recoveryCodes } = await guarded('maud');
		const [code = ''] = recoveryCodes;
		await enterByCode(await balise(), await halfIn(email), code);
		await expect(enterByCode(await balise(), await halfIn(email), code)).rejects.toThrow(
			'Ce code ne va pas'
		);
	});

	test('refuses a wrong code, stops after ten, and needs a first factor', async () => {
		const { email } = await guarded('nora');
		const said: string[] = [];
		for (let number = 0; number < 14; number += 1) {
			const wrong = String(number).padStart(6, '0');
			said.push(
				await enterByCode(await balise(), await halfIn(email), wrong).then(
					() => 'in',
					(failure: unknown) => String(failure)
				)
			);
		}
		expect(said).not.toContain('in');
		expect(said.at(-1)).toContain('Trop d’essais');
		await expect(enterByCode(await balise(), aVisitor(), '123456')).rejects.toThrow('a expiré');
	});

	test('is not switched on by a wrong first code', async () => {
		const { email } = await anAccount('odile');
		const visitor = await cameIn(email);
		const signedIn = await sessionOf(visitor);
		await beginSecondStep(await balise(), visitor, signedIn);
		await expect(
			confirmSecondStep(await balise(), visitor, actorFor(signedIn), '000000')
		).rejects.toThrow('ne va pas');
		expect(await isIn(await cameIn(email))).toBe(true);
	});

	/** Renews the codes from that generation, each time by the form that was drawn for it, or by another. */
	async function renewer(here: Visitor) {
		const signedIn = await sessionOf(here);
		const forms = new Map<number, string>();
		return async (from: number, { password = PASSWORD, anew = false } = {}) => {
			const form = (anew ? undefined : forms.get(from)) ?? freshOnce();
			forms.set(from, form);
			const asked = { password, from, form };
			return renewRecoveryCodes(await balise(), here, actorFor(signedIn), signedIn, asked);
		};
	}

	test('renews its codes to the same ones when the same form is sent twice, or its answer is reloaded', async () => {
		const { here, id } = await guarded('pim');
		const renew = await renewer(here);
		const from = await asOperator((ctx) => recoveryGeneration(ctx, id));
		expect(from).toBe(1);
		const told = [...(await Promise.all([renew(1), renew(1)])), await renew(1)];
		expect(told[1]).toEqual(told[0]);
		expect(told[2]).toEqual(told[0]);
		expect(new Set(told[0]).size).toBe(10);
		await expect(renew(1, { password: 'pas celui-là' })).rejects.toThrow('mot de passe ne va pas');
		expect(await renew(2)).not.toEqual(told[0]);
	});

	test('tells its codes again to no form but the one that made them', async () => {
		const renew = await renewer((await guarded('pum')).here);
		await renew(1);
		await expect(renew(1, { anew: true })).rejects.toThrow('déjà été renouvelés');
	});

	test('gives back no older code when an old form is sent again, nor one that was used', async () => {
		const { here, email } = await guarded('pom');
		const renew = await renewer(here);
		const [used = '', spare = ''] = await renew(1);
		await enterByCode(await balise(), await halfIn(email), used);
		expect((await renew(1))[1]).toBe(spare);
		await expect(enterByCode(await balise(), await halfIn(email), used)).rejects.toThrow(
			'Ce code ne va pas'
		);
		const [fresh = ''] = await renew(2);
		for (const old of [1, 0, 7, Number.NaN])
			await expect(renew(old)).rejects.toThrow('déjà été renouvelés');
		for (const gone of [used, spare])
			await expect(enterByCode(await balise(), await halfIn(email), gone)).rejects.toThrow(
				'Ce code ne va pas'
			);
		await enterByCode(await balise(), await halfIn(email), fresh);
	});

	test('is taken off in a fresh session only, by the operator when all is lost', async () => {
		const { email, id, here } = await guarded('pia');
		const signedIn = await sessionOf(here);
		const old = { ...signedIn, openedAt: new Date(0) };
		await expect(dropSecondStep(await balise(), here, actorFor(signedIn), old)).rejects.toThrow(
			'trop longtemps'
		);
		expect(await (await renewer(here))(1)).toHaveLength(10);
		await expect(
			dropSecondStep(await balise(), here, actorFor(signedIn), signedIn, 'pas celui-là')
		).rejects.toThrow('mot de passe ne va pas');
		await dropSecondStep(await balise(), here, actorFor(signedIn), signedIn, PASSWORD);
		expect(await isIn(await cameIn(email))).toBe(true);
		await asOperator((ctx) => forgetSecondStep(ctx, id));
	});
});
