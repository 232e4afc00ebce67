import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { absent, Refused } from '#core/errors.ts';
import { cleanName } from '#core/typed.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { queueMail } from '#core/server/mail.ts';
import { endStop, findStop } from '#core/server/mail/stops.ts';
import { isMarkOf, mark } from '#core/server/signed.ts';
import { emailOf, isFresh, nameRefusals } from '../rules.ts';
import { EMAIL_REFUSED, findAccount } from './accounts.ts';
import { STALE } from './stale.ts';
import type { ListGrants } from './actor.ts';
import { refuseName } from './given-names.ts';
import type { SignedIn } from './session.ts';
import { session, user } from './tables.ts';

/** How long the link to a new address can be followed, in minutes. */
const MINUTES = 60;
const PURPOSE = 'new-address';

const asked = z.object({
	account: z.string(),
	session: z.string(),
	from: z.string(),
	to: z.string(),
	until: z.number()
});

/**
 * Writes the name that the account goes by. Refuses (422) none, an endless one, and that of somebody else whom the actor may not give
 * it alone. The name of somebody of the directory is judged as the directory is written.
 */
export async function renameAccount(
	ctx: Context,
	account: string,
	name: string,
	listGrants: ListGrants
): Promise<void> {
	const refusals = nameRefusals(name, 'nom');
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const [own] = await ctx.db.select().from(user).where(eq(user.id, account));
	if (own && own.personId === null) {
		const names = { personId: null, letInBy: [], before: own.name, after: cleanName(name) };
		const borne = await refuseName(ctx, { account, ...names }, listGrants);
		if (borne.length > 0) throw new Refused('invalid', borne);
	}
	await ctx.db
		.update(user)
		.set({ name: cleanName(name), updatedAt: ctx.now })
		.where(eq(user.id, account));
	await record(ctx, [{ event: 'account.renamed', kind: 'account', recordId: account }]);
}

/**
 * Sends to a new address the link that makes it the one to sign in with. Refuses (422) what is no address, and a session that is not
 * fresh. An address that has an account is answered the same, and written nothing: nobody learns who has one.
 */
export async function askNewAddress(
	ctx: Context,
	signedIn: SignedIn,
	typed: string
): Promise<void> {
	if (!isFresh(signedIn.openedAt, new Date())) throw new Refused('invalid', [STALE]);
	const to = emailOf(typed);
	if (to === null) throw new Refused('invalid', [EMAIL_REFUSED]);
	await record(ctx, [
		{ event: 'account.addressAsked', kind: 'account', recordId: signedIn.account }
	]);
	await warnFormer(ctx, signedIn);
	if (await findAccount(ctx, to)) return;
	const until = new Date(ctx.now.getTime() + MINUTES * 60_000);
	const text = Buffer.from(
		JSON.stringify({
			account: signedIn.account,
			session: signedIn.session,
			from: signedIn.email,
			to,
			until: until.getTime()
		})
	).toString('base64url');
	const token = `${text}.${mark(PURPOSE, ctx.collective.code, text)}`;
	await queueMail(ctx, {
		to: { address: to, name: signedIn.name, account: signedIn.account },
		subject: `Confirmez votre adresse pour ${ctx.collective.settings.name}`,
		text: [
			'Bonjour,',
			'Vous avez demandé à entrer avec cette adresse. Confirmez-la dans l’heure, sans arrêter d’abord la session où vous l’avez demandé : d’ici là, l’ancienne reste la bonne.',
			'Si vous ne l’avez pas demandé, ne faites rien.'
		],
		action: { label: 'Confirmer cette adresse', path: `/compte/adresse/${token}` },
		category: 'account',
		secret: true,
		until
	});
}

/** Who holds the mailbox of today is told before anything changes: it may not be who holds the session. */
async function warnFormer(ctx: Context, { email, name, account }: SignedIn): Promise<void> {
	if (await findStop(ctx, email)) return;
	await queueMail(ctx, {
		to: { address: email, name, account },
		subject: `Une autre adresse est demandée pour ${ctx.collective.settings.name}`,
		text: [
			'Bonjour,',
			'Dans une session ouverte à votre nom, quelqu’un a demandé que votre compte s’ouvre avec une autre adresse. Rien n’a changé encore.',
			'Si ce n’est pas vous, arrêtez toutes vos sessions : la demande tombe avec elles.'
		],
		action: { label: 'Voir mes sessions', path: '/compte/seances' },
		category: 'account'
	});
}

/**
 * What a link to a new address asks. Refuses (404) one that is forged, of another collective, over, followed already, or whose session was
 * ended since: what a session began ends with it, whoever ended it (ASVS 5.0, 7.4).
 */
export async function newAddressOf(
	ctx: Context,
	token: string
): Promise<{ account: string; from: string; to: string; name: string }> {
	const [text = '', given = ''] = token.split('.');
	const isOurs = isMarkOf(given, PURPOSE, ctx.collective.code, text);
	const read = isOurs
		? asked.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
		: null;
	if (!read?.success) throw absent('Ce lien n’est pas valable : copiez-le en entier.');
	const { account, session: askedIn, from, to, until } = read.data;
	const [own] = await ctx.db
		.select({ name: user.name, openedAt: user.openedAt })
		.from(user)
		.innerJoin(session, and(eq(session.userId, user.id), eq(session.id, askedIn)))
		.where(and(eq(user.id, account), eq(user.email, from), isNull(user.closedAt)));
	const askedAt = until - MINUTES * 60_000;
	if (!own || until < ctx.now.getTime() || askedAt < own.openedAt.getTime())
		throw absent(
			'Ce lien n’ouvre plus : il a servi, l’heure est passée, ou la session où il a été demandé est arrêtée. Demandez-en un autre.'
		);
	return { account, from, to, name: own.name };
}

/** Makes the new address the one to sign in with, and tells the former one. Refuses (404) as `newAddressOf` does. */
export async function confirmNewAddress(ctx: Context, token: string): Promise<void> {
	const { account, from, to, name } = await newAddressOf(ctx, token);
	if (await findAccount(ctx, to))
		throw absent('Cette adresse est devenue celle d’un autre compte : choisissez-en une autre.');
	await ctx.db
		.update(user)
		.set({ email: to, emailVerified: true, updatedAt: ctx.now })
		.where(eq(user.id, account));
	await record(ctx, [{ event: 'account.addressChanged', kind: 'account', recordId: account }]);
	// An address that its server refuses hears nothing: it was corrected, and is nobody's here any more.
	if (await findStop(ctx, from)) return endStop(ctx, from);
	await queueMail(ctx, {
		to: { address: from, name, account },
		subject: `Votre adresse a changé pour ${ctx.collective.settings.name}`,
		text: [
			'Bonjour,',
			'Votre compte s’ouvre désormais avec une autre adresse, confirmée par un lien.',
			'Si ce n’est pas vous, dites-le à l’équipe sans attendre.'
		],
		action: { label: 'Voir le site', path: '/' },
		category: 'account'
	});
}
