import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { inCollective } from '#core/server/database.ts';
import type { Context } from '#core/server/context.ts';
import { signedIn as someone } from '#core/server/testing.ts';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import {
	closeAccount,
	findAccount,
	getAccount,
	setAdministrator
} from '#modules/accounts/server/accounts.ts';
import { addAndInvite } from '#modules/accounts/server/invite-person.ts';
import {
	acceptInvitation,
	confirmInvitation,
	findInvitation,
	invite,
	listInvitations,
	resendInvitation,
	revokeInvitation
} from '#modules/accounts/server/invitations.ts';
import { invitation } from '#modules/accounts/server/tables.ts';
import { waitingAccounts } from '#modules/accounts/server/waiting.ts';
import { freshOnce } from '#core/server/once.ts';
import { person } from '#modules/network/index.ts';
import { listGrants } from '#collectors/permissions.ts';
import {
	anAccount,
	asOperator,
	aVisitor,
	balise,
	mailsNow,
	mailsTo,
	otherCollective,
	sessionOf,
	tokenOf
} from './stage.ts';

async function aPersonCalled(code: string): Promise<string> {
	await asOperator((ctx) =>
		ctx.db.insert(person).values({ audience: 'public', code, firstName: code })
	);
	return code;
}

async function asTeam<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(await balise(), { actor: someone('Ada'), mode: 'write' }, work);
}

/** Invites the person, and gives the token of the mail. */
async function invited(code: string): Promise<{ email: string; token: string; id: string }> {
	const email = `${await aPersonCalled(code)}@example.org`;
	await asTeam((ctx) => invite(ctx, { email, personCode: code }, listGrants));
	const [row] = await asTeam((ctx) =>
		ctx.db.select().from(invitation).where(eq(invitation.email, email))
	);
	const [mail] = await mailsTo(email);
	return { email, token: tokenOf(mail), id: row?.id ?? '' };
}

const accept = async (token: string) => acceptInvitation(await balise(), aVisitor(null), token);

describe('an invitation', () => {
	test('opens the account of that person, once, and is a secret of the mail', async () => {
		const { email, token } = await invited('rosa');
		expect((await mailsTo(email))[0]).toMatchObject({ category: 'invitation', secret: true });
		expect(await asOperator((ctx) => findInvitation(ctx, token))).toMatchObject({ name: 'rosa' });
		const entry = await accept(token);
		const signedIn = await sessionOf(withCookies(aVisitor(), entry.cookies));
		expect(signedIn).toMatchObject({ email, name: 'rosa' });
		const [bound] = await asOperator((ctx) =>
			ctx.db.select().from(person).where(eq(person.code, 'rosa'))
		);
		expect(signedIn.person).toBe(bound?.id);
		await expect(accept(token)).rejects.toThrow('déjà servi');
	});

	test('accepted twice at the same instant opens one account', async () => {
		const { token } = await invited('sonia');
		const outcomes = await Promise.allSettled([accept(token), accept(token)]);
		expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	test('expired, taken back, forged or of another collective opens nothing', async () => {
		const [expired, revoked, foreign] = [
			await invited('thea'),
			await invited('ursule'),
			await invited('vera')
		];
		await asOperator((ctx) =>
			ctx.db
				.update(invitation)
				.set({ expiresAt: new Date(0) })
				.where(eq(invitation.id, expired.id))
		);
		await asTeam((ctx) => revokeInvitation(ctx, revoked.id));
		await asTeam((ctx) => revokeInvitation(ctx, revoked.id));
		for (const token of [expired.token, revoked.token, 'x', 'a'.repeat(43), "' OR 1=1 --"])
			await expect(accept(token)).rejects.toThrow('Cette invitation ne marche pas');
		await expect(
			acceptInvitation(await otherCollective(), aVisitor(), foreign.token)
		).rejects.toThrow('ne marche pas');
		expect((await accept(foreign.token)).state).toBe('in');
	});

	test('sent again has a fresh link, and the former one opens nothing', async () => {
		const { email, token, id } = await invited('wanda');
		await asTeam((ctx) => resendInvitation(ctx, id));
		const mails = await mailsTo(email, 2);
		const fresh = mails.map(tokenOf).find((one) => one !== token) ?? '';
		await expect(accept(token)).rejects.toThrow();
		expect((await accept(fresh)).state).toBe('in');
	});

	test('sent twice by mistake is one that waits', async () => {
		const { email } = await invited('xenia');
		await asTeam((ctx) => invite(ctx, { email, personCode: 'xenia' }, listGrants));
		const states = (await asTeam(listInvitations))
			.filter((one) => one.email === email)
			.map((one) => one.state);
		expect(states.sort()).toEqual(['revoked', 'waiting']);
	});

	test('of somebody who has an account says so to the team', async () => {
		const { email } = await anAccount('yvonne');
		await aPersonCalled('yvette');
		await expect(
			asTeam((ctx) => invite(ctx, { email, personCode: 'yvette' }, listGrants))
		).rejects.toThrow('déjà un compte');
		await expect(
			asTeam((ctx) => invite(ctx, { email: 'autre@example.org', personCode: 'yvonne' }, listGrants))
		).rejects.toThrow('Cette personne a déjà un compte');
	});

	test('to a mailbox where somebody else’s waits is refused, saying that an address opens one account', async () => {
		const { email } = await invited('zelie');
		await aPersonCalled('zita');
		await expect(
			asTeam((ctx) => invite(ctx, { email, personCode: 'zita' }, listGrants))
		).rejects.toThrow(/attend déjà à cette adresse, pour zelie.*Une adresse n’ouvre qu’un compte/);
		expect(await mailsTo(email)).toHaveLength(1);
	});

	test('does not turn the account of one person into another, and says why', async () => {
		const [first, second] = [await invited('zoraide'), await invited('zulma')];
		// Both invited at one mailbox, before that was refused.
		await asOperator((ctx) =>
			ctx.db
				.update(invitation)
				.set({ email: first.email })
				.where(eq(invitation.email, second.email))
		);
		await accept(first.token);
		await expect(accept(second.token)).rejects.toThrow(
			'Cette adresse ouvre déjà le compte d’une autre personne'
		);
	});

	test('opens a closed account again, with nothing of what it had', async () => {
		const { email, id } = await anAccount('albane');
		await asOperator((ctx) => closeAccount(ctx, id));
		await asTeam((ctx) => invite(ctx, { email, personCode: 'albane' }, listGrants));
		const [mail] = await mailsTo(email);
		expect((await accept(tokenOf(mail))).state).toBe('in');
		const known = await asOperator((ctx) => findAccount(ctx, email));
		expect(known).toMatchObject({ id, closedAt: null });
	});

	test('whose form is sent twice at once, or again, is one letter to one person', async () => {
		const form = freshOnce();
		const email = 'berenice@example.org';
		const send = (lastName: string) =>
			asTeam((ctx) =>
				addAndInvite(
					ctx,
					{ email, personCode: '', firstName: 'Bérénice', lastName },
					listGrants,
					form
				)
			);
		const said = [...(await Promise.all([send('Pons'), send('Pons')])), await send('Pons')];
		expect(new Set(said).size).toBe(1);
		const lines = () =>
			asTeam(async (ctx) => (await listInvitations(ctx)).filter((one) => one.email === email));
		expect((await lines()).map((one) => one.personCode)).toEqual(['berenice-pons']);
		expect(await mailsNow(email)).toHaveLength(1);
		await expect(send('Autre')).rejects.toThrow('déjà servi');
	});

	test('sent again from the same page twice is one more letter, whose link opens', async () => {
		const { email, id } = await invited('basile');
		const line = (await asTeam(listInvitations)).find((one) => one.id === id);
		const sentAt = line?.sentAt.toISOString();
		const again = () => asTeam((ctx) => resendInvitation(ctx, id, sentAt));
		await Promise.all([again(), again()]);
		const mails = await mailsNow(email);
		expect(mails).toHaveLength(2);
		const token = tokenOf(mails.toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt))[1]);
		expect(await asTeam((ctx) => findInvitation(ctx, token))).toMatchObject({ email });
	});

	test('puts somebody new in the directory, whatever the name; not without one', async () => {
		const firstName = '<script>alert(1)</script>';
		const lastName = "Robert'); DROP TABLE accounts_user;--";
		await asTeam((ctx) =>
			addAndInvite(
				ctx,
				{ email: 'bob@example.org', personCode: '', firstName, lastName },
				listGrants
			)
		);
		const [line] = (await asTeam(listInvitations)).filter((one) => one.email === 'bob@example.org');
		expect(line?.name).toBe(`${firstName} ${lastName}`);
		expect(line?.personCode).toMatch(/^[a-z0-9-]+$/);
		for (const [first, last] of [
			['', 'Petit'],
			['Zoé', 'x'.repeat(20_000_000)]
		])
			await expect(
				asTeam((ctx) =>
					addAndInvite(
						ctx,
						{
							email: 'zoe2@example.org',
							personCode: '',
							firstName: first ?? '',
							lastName: last ?? ''
						},
						listGrants
					)
				)
			).rejects.toThrow(/nom/);
	});

	test('is for the team and the administrator to send, for nobody else', async () => {
		const member = someone('Zoe', { role: 'representative', because: 'préside' });
		await expect(
			inCollective(await balise(), { actor: member, mode: 'write' }, (ctx) =>
				invite(ctx, { email: 'x@example.org', personCode: 'rosa' }, listGrants)
			)
		).rejects.toThrow('équipe salariée');
	});
});

describe('a person of the directory invited to a mailbox that nobody knew', () => {
	/** Somebody of the team, with an account of their own. */
	async function teammate(code: string) {
		const { id } = await anAccount(code);
		await asOperator((ctx) => setAdministrator(ctx, id, true));
		return { ...someone(code), account: id };
	}
	const lineOf = async (email: string) =>
		(await asTeam(listInvitations)).find((one) => one.email === email);

	test('is written to once somebody else has said that it is theirs, never by who invites alone', async () => {
		const [ada, bea] = [await teammate('equipiere'), await teammate('equipier')];
		const as = async <T>(actor: typeof ada, work: (ctx: Context) => Promise<T>): Promise<T> =>
			inCollective(await balise(), { actor, mode: 'write' }, work);
		const email = 'boite-a-moi@example.org';
		const personCode = await aPersonCalled('reservee');
		const said = await as(ada, (ctx) => invite(ctx, { email, personCode }, listGrants));
		expect(said).toBe('unconfirmed');
		expect(await mailsNow(email)).toEqual([]);
		const line = await lineOf(email);
		expect(line?.state).toBe('unconfirmed');
		const id = line?.id ?? '';
		await expect(as(ada, (ctx) => confirmInvitation(ctx, id, listGrants))).rejects.toThrow(
			'vous-même'
		);
		await expect(as(ada, (ctx) => resendInvitation(ctx, id))).rejects.toThrow('n’attend plus');
		expect(await as(ada, waitingAccounts)).toEqual([]);
		expect((await as(bea, waitingAccounts)).map((one) => one.title)).toContain(
			`reservee : ${email}`
		);

		await as(bea, (ctx) => confirmInvitation(ctx, id, listGrants));
		expect((await lineOf(email))?.confirmedBy).toBe('equipier');
		const [mail] = await mailsTo(email);
		expect((await accept(tokenOf(mail))).state).toBe('in');

		// Known from now on, and somebody who is put in the directory by the same act has nothing yet to be read.
		await asOperator(async (ctx) => closeAccount(ctx, (await getAccount(ctx, email)).id));
		expect(await as(ada, (ctx) => invite(ctx, { email, personCode }, listGrants))).toBe('sent');
		const nouvelle = { personCode: '', firstName: 'Nouvelle', lastName: 'Venue' };
		expect(
			await as(ada, (ctx) =>
				addAndInvite(ctx, { ...nouvelle, email: 'nouvelle@example.org' }, listGrants)
			)
		).toBe('sent');
		// Somebody new who bears the name of somebody of the directory could be them: it waits as for them.
		const homonym = { personCode: '', firstName: 'Venue', lastName: 'nouvelle' };
		expect(
			await as(ada, (ctx) =>
				addAndInvite(ctx, { ...homonym, email: 'homonyme@example.org' }, listGrants)
			)
		).toBe('unconfirmed');
		expect(await mailsNow('homonyme@example.org')).toEqual([]);
		for (const { account } of [ada, bea])
			await asOperator((ctx) => closeAccount(ctx, account)).catch(() => undefined);
	});
});
