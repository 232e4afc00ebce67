import { and, eq } from 'drizzle-orm';
import { absent, Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { isFresh, passwordRefusals } from '../rules.ts';
import { hashPassword, verifyPassword } from './auth/passwords.ts';
import { STALE } from './stale.ts';
import { endSessions, type SignedIn } from './session.ts';
import { credential } from './tables.ts';

/** The name the library gives to a password among the ways to prove who one is. */
const PASSWORD = 'credential';

/** Has the account a password? */
export async function hasPassword(ctx: Context, account: string): Promise<boolean> {
	return (await storedHash(ctx, account)) !== null;
}

/**
 * Chooses or changes the password, and ends the other sessions. Somebody who has just signed in need not prove it again, which is how
 * a forgotten password is replaced: a mailed link, then this.
 */
export async function setPassword(
	ctx: Context,
	signedIn: SignedIn,
	input: { current: string; chosen: string }
): Promise<void> {
	const existing = await storedHash(ctx, signedIn.account);
	if (!isFresh(signedIn.openedAt, new Date())) {
		if (existing === null || !(await verifyPassword({ hash: existing, password: input.current })))
			throw new Refused('invalid', [PROOF_WANTED]);
	}
	const { name, fullName } = ctx.collective.settings;
	const refusals = passwordRefusals(input.chosen, [signedIn.name, signedIn.email, name, fullName]);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const password = await hashPassword(input.chosen);
	const { account } = signedIn;
	if (existing === null)
		await ctx.db
			.insert(credential)
			.values({ accountId: account, providerId: PASSWORD, userId: account, password });
	else
		await ctx.db
			.update(credential)
			.set({ password, updatedAt: ctx.now })
			.where(ofPassword(account));
	await record(ctx, [{ event: 'account.passwordSet', kind: 'account', recordId: account }]);
	await endSessions(ctx, account, signedIn.session);
}

/** Takes the password away: mailed links remain. Refuses (404) without one, (422) in a session that is not fresh. */
export async function removePassword(ctx: Context, signedIn: SignedIn): Promise<void> {
	if (!isFresh(signedIn.openedAt, new Date())) throw new Refused('invalid', [STALE]);
	const gone = await ctx.db
		.delete(credential)
		.where(ofPassword(signedIn.account))
		.returning({ id: credential.id });
	if (gone.length === 0) throw absent('Ce compte n’a pas de mot de passe.');
	await record(ctx, [
		{ event: 'account.passwordRemoved', kind: 'account', recordId: signedIn.account }
	]);
}

/** Is that the password of the account? Any is, of an account that has none. */
export async function isPasswordOf(ctx: Context, account: string, typed: string): Promise<boolean> {
	const hash = await storedHash(ctx, account);
	return hash === null || verifyPassword({ hash, password: typed });
}

async function storedHash(ctx: Context, account: string): Promise<string | null> {
	const [row] = await ctx.db
		.select({ password: credential.password })
		.from(credential)
		.where(ofPassword(account));
	return row?.password ?? null;
}

function ofPassword(account: string) {
	return and(eq(credential.userId, account), eq(credential.providerId, PASSWORD));
}

const PROOF_WANTED = {
	code: 'proof',
	field: 'actuel',
	message:
		'Le mot de passe actuel ne va pas. Si vous l’avez oublié, sortez et entrez par un lien reçu par courriel : il ne sera plus demandé.'
};
