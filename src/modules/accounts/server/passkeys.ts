import { and, asc, eq, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { PUBLIC, type PersonActor } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import { cleanName } from '#core/typed.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import { queueMail } from '#core/server/mail.ts';
import { findStop } from '#core/server/mail/stops.ts';
import type { Visitor } from '#core/server/visitor.ts';
import { isFresh, nameRefusals } from '../rules.ts';
import { countAttempt } from './attempts.ts';
import { ask, cookieOf, storedIdentifier, type Answer } from './auth/ask.ts';
import { STALE } from './stale.ts';
import type { SignedIn } from './session.ts';
import { passkey, user, verification } from './tables.ts';

/** Keys of the account, the oldest first. */
export async function listPasskeys(ctx: Context, account: string) {
	return ctx.db
		.select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
		.from(passkey)
		.where(eq(passkey.userId, account))
		.orderBy(asc(passkey.createdAt), passkey.id);
}

/** What the browser needs to make a key for this account. Refuses in a session that is not fresh. */
export async function registrationOptions(
	collective: Collective,
	visitor: Visitor,
	signedIn: SignedIn
): Promise<Answer> {
	if (!isFresh(signedIn.openedAt, new Date())) throw new Refused('invalid', [STALE]);
	await makeRoom(collective, visitor, signedIn.account);
	return ask(collective, visitor, '/passkey/generate-register-options', {
		query: { name: signedIn.email }
	});
}

/** What the browser needs to come in with a key, whoever it belongs to. Refuses when it was asked too often. */
export async function authenticationOptions(
	collective: Collective,
	visitor: Visitor
): Promise<Answer> {
	await makeRoom(collective, visitor);
	return ask(collective, visitor, '/passkey/generate-authenticate-options');
}

/**
 * Each challenge is a row: they are counted, a browser has one at a time, and those that are over go. Challenges follow the clock of
 * the machine, as the library does.
 */
async function makeRoom(collective: Collective, visitor: Visitor, account?: string): Promise<void> {
	const { address } = visitor;
	await countAttempt(collective, 'passkeyAsked', { address, ...(account ? { account } : {}) });
	const former = cookieOf(visitor, 'fanal.better-auth-passkey')?.split('.')[0] ?? '';
	await inCollective(collective, { actor: PUBLIC, mode: 'write' }, ({ db }) =>
		db
			.delete(verification)
			.where(
				or(
					lt(verification.expiresAt, new Date()),
					eq(verification.identifier, storedIdentifier(former))
				)
			)
	);
}

/** Keeps the key that the browser has made. */
export async function addPasskey(
	collective: Collective,
	visitor: Visitor,
	actor: PersonActor,
	input: { name: string; response: Record<string, unknown> }
): Promise<void> {
	const name = cleanName(input.name) || 'Clé d’accès';
	const refusals = nameRefusals(name, 'nom');
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const answer = await ask(collective, visitor, '/passkey/verify-registration', {
		body: { response: input.response, name }
	});
	if (answer.status !== 200)
		throw new Refused('invalid', [
			{ code: 'passkey', message: 'La clé n’a pas pu être enregistrée : recommencez.' }
		]);
	await inCollective(collective, { actor, mode: 'write' }, async (ctx) => {
		await record(ctx, [
			{ event: 'account.passkeyAdded', kind: 'account', recordId: actor.account }
		]);
		await tellHolder(ctx, actor.account, name);
	});
}

/** A key outlives the session that made it, which may not be its holder’s: who has the mailbox is told. */
async function tellHolder(ctx: Context, account: string, key: string): Promise<void> {
	const [own] = await ctx.db
		.select({ email: user.email, name: user.name })
		.from(user)
		.where(eq(user.id, account));
	if (!own || (await findStop(ctx, own.email))) return;
	await queueMail(ctx, {
		to: { address: own.email, name: own.name, account },
		subject: `Une clé d’accès ouvre votre compte pour ${ctx.collective.settings.name}`,
		text: [
			'Bonjour,',
			`La clé « ${key} » vient d’être ajoutée à votre compte : elle l’ouvre sans mot de passe, et reste quand vos sessions s’arrêtent.`,
			'Si ce n’est pas vous, retirez-la, puis arrêtez toutes vos sessions.'
		],
		action: { label: 'Voir mes clés', path: '/compte/cles' },
		category: 'account'
	});
}

/** Takes a key away. Refuses (404) one of somebody else, (422) in a session that is not fresh. */
export async function removePasskey(ctx: Context, signedIn: SignedIn, id: string): Promise<void> {
	if (!isFresh(signedIn.openedAt, new Date())) throw new Refused('invalid', [STALE]);
	const { account } = signedIn;
	const gone = z.uuid().safeParse(id).success
		? await ctx.db
				.delete(passkey)
				.where(and(eq(passkey.id, id), eq(passkey.userId, account)))
				.returning({ id: passkey.id })
		: [];
	if (gone.length === 0) throw absent('Cette clé n’existe pas.');
	await record(ctx, [{ event: 'account.passkeyRemoved', kind: 'account', recordId: account }]);
}
