import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { signedIn as somebody } from '#core/server/testing.ts';
import { listGrants } from '#collectors/permissions.ts';
import { actorOf } from '#modules/accounts/index.ts';
import { removePassword } from '#modules/accounts/server/password.ts';
import { removePasskey } from '#modules/accounts/server/passkeys.ts';
import {
	askNewAddress,
	confirmNewAddress,
	newAddressOf,
	renameAccount
} from '#modules/accounts/server/own-identity.ts';
import { endSession, endSessions, type SignedIn } from '#modules/accounts/server/session.ts';
import { user } from '#modules/accounts/server/tables.ts';
import { person } from '#modules/network/index.ts';
import { correctOwnName, ownName } from '#modules/network/server/own-name.ts';
import {
	anAccount,
	asOperator,
	balise,
	cameIn,
	mailsTo,
	otherCollective,
	sessionOf
} from './stage.ts';

async function entered(code: string): Promise<SignedIn> {
	const { email } = await anAccount(code);
	return sessionOf(await cameIn(email));
}

/** As that person, with the rights that the records give. */
async function as<T>(who: SignedIn, work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(
		await balise(),
		{ actor: await asOperator((ctx) => actorOf(ctx, who, listGrants)), mode: 'write' },
		work
	);
}

async function tokenSentTo(address: string): Promise<string> {
	const [mail] = await mailsTo(address);
	return mail?.action?.path.split('/').at(-1) ?? '';
}

const accountOf = async (id: string) =>
	(await asOperator((ctx) => ctx.db.select().from(user).where(eq(user.id, id))))[0];

describe('the name in the directory', () => {
	test('is corrected by the person, who may write nothing else there', async () => {
		const who = await entered('ada');
		await as(who, async (ctx) => {
			const own = await ownName(ctx);
			const name = await correctOwnName(ctx, {
				firstName: 'Ada',
				lastName: 'Martin',
				version: own?.version ?? 0
			});
			await renameAccount(ctx, who.account, name, listGrants);
		});
		const [row] = await asOperator((ctx) =>
			ctx.db.select().from(person).where(eq(person.code, 'ada'))
		);
		expect(row).toMatchObject({ firstName: 'Ada', lastName: 'Martin', code: 'ada' });
		expect((await accountOf(who.account))?.name).toBe('Ada Martin');
	});

	test('that somebody else corrected meanwhile is not written over, and an empty one is refused', async () => {
		const who = await entered('lou');
		await as(who, async (ctx) => {
			const own = await ownName(ctx);
			const version = own?.version ?? 0;
			await expect(
				correctOwnName(ctx, { firstName: 'Lou', lastName: null, version: version - 1 })
			).rejects.toThrow('pendant que vous l’écriviez');
			await expect(correctOwnName(ctx, { firstName: '', lastName: '', version })).rejects.toThrow(
				'au moins un prénom ou un nom'
			);
		});
	});

	test('of nobody is nobody’s to correct', async () => {
		await asOperator(async (ctx) => {
			const stranger = { ...ctx, actor: { ...somebody('X'), person: null } };
			expect(await ownName(stranger)).toBeNull();
			await expect(
				correctOwnName(stranger, { firstName: 'X', lastName: null, version: 1 })
			).rejects.toThrow('demandez à l’équipe');
		});
	});
});

describe('a new address to sign in with', () => {
	test('is the one once its link is followed, and the former one is told', async () => {
		const who = await entered('zoe');
		await as(who, (ctx) => askNewAddress(ctx, who, ' Zoe.Petit@Example.org '));
		const token = await tokenSentTo('zoe.petit@example.org');
		expect((await accountOf(who.account))?.email).toBe('zoe@example.org');
		await asOperator((ctx) => confirmNewAddress(ctx, token));
		expect((await accountOf(who.account))?.email).toBe('zoe.petit@example.org');
		expect((await mailsTo('zoe@example.org')).some((one) => /a changé/.test(one.subject))).toBe(
			true
		);
		await expect(asOperator((ctx) => confirmNewAddress(ctx, token))).rejects.toThrow('il a servi');
	});

	test('whose link is over, forged, or of another collective changes nothing', async () => {
		const who = await entered('max');
		await as(who, (ctx) => askNewAddress(ctx, who, 'max.b@example.org'));
		const token = await tokenSentTo('max.b@example.org');
		const later = (ctx: Context) => ({ ...ctx, now: new Date(ctx.now.getTime() + 61 * 60_000) });
		await asOperator(async (ctx) => {
			await expect(newAddressOf(later(ctx), token)).rejects.toThrow('l’heure est passée');
			for (const forged of ['', 'x', `x.${token}`, token.slice(0, -1), token.toUpperCase()])
				await expect(newAddressOf(ctx, forged), forged).rejects.toThrow('pas valable');
			const elsewhere = { ...ctx, collective: await otherCollective() };
			await expect(newAddressOf(elsewhere, token)).rejects.toThrow('pas valable');
		});
		expect((await accountOf(who.account))?.email).toBe('max@example.org');
	});

	test('asked in a session that was ended since changes nothing, whoever ended it; the mailbox of today was told at once', async () => {
		for (const [code, end] of [
			['rose', (ctx: Context, who: SignedIn) => endSessions(ctx, who.account)],
			['paul', (ctx: Context, who: SignedIn) => endSession(ctx, who, who.session)]
		] as const) {
			const who = await entered(code);
			await as(who, (ctx) => askNewAddress(ctx, who, `${code}.autre@example.org`));
			const token = await tokenSentTo(`${code}.autre@example.org`);
			expect((await mailsTo(`${code}@example.org`)).map((one) => one.subject)).toContainEqual(
				expect.stringContaining('Une autre adresse est demandée')
			);
			await as(who, (ctx) => end(ctx, who));
			await expect(asOperator((ctx) => confirmNewAddress(ctx, token))).rejects.toThrow('arrêtée');
			expect((await accountOf(who.account))?.email).toBe(`${code}@example.org`);
		}
	});

	test('that has an account is answered alike, and nobody is written to', async () => {
		const who = await entered('eve');
		await anAccount('bob');
		const before = (await mailsTo('bob@example.org', 0)).length;
		await as(who, (ctx) => askNewAddress(ctx, who, 'bob@example.org'));
		expect(await mailsTo('bob@example.org', before)).toHaveLength(before);
	});

	test('taken by another account before the link is followed stays theirs', async () => {
		const who = await entered('ian');
		await as(who, (ctx) => askNewAddress(ctx, who, 'kim@example.org'));
		const token = await tokenSentTo('kim@example.org');
		await anAccount('kim');
		await expect(asOperator((ctx) => confirmNewAddress(ctx, token))).rejects.toThrow(
			'autre compte'
		);
	});

	test('is no address, or no address at all', async () => {
		const who = await entered('leo');
		for (const typed of ['', 'leo', 'a@b', `${'a'.repeat(20_000_000)}@example.org`])
			await expect(as(who, (ctx) => askNewAddress(ctx, who, typed))).rejects.toThrow(
				'pas complète'
			);
	});
});

test('what opens the account is changed in a fresh session only', async () => {
	const who = { ...(await entered('ann')), openedAt: new Date(Date.now() - 24 * 3_600_000) };
	for (const act of [
		(ctx: Context) => askNewAddress(ctx, who, 'ann.b@example.org'),
		(ctx: Context) => removePassword(ctx, who),
		(ctx: Context) => removePasskey(ctx, who, who.session)
	])
		await expect(as(who, act)).rejects.toThrow('trop longtemps');
});
