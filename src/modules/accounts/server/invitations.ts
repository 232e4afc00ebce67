import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { absent, Refused } from '#core/errors.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { PUBLIC } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import { alreadyServed } from '#core/server/once.ts';
import { queueMail } from '#core/server/mail.ts';
import { authorise } from '#core/server/permissions.ts';
import type { Visitor } from '#core/server/visitor.ts';
import { person, personName } from '#modules/network/index.ts';
import { emailOf, INVITATION_DAYS } from '../rules.ts';
import {
	createAccount,
	EMAIL_REFUSED,
	findAccount,
	getPersonByCode,
	linkPerson,
	reopenAccount
} from './accounts.ts';
import type { ListGrants } from './actor.ts';
import { countAct, countAttempt } from './attempts.ts';
import { enterByLink, type Entry } from './enter.ts';
import { mintToken } from './links.ts';
import { invitation, user } from './tables.ts';
import { confirmedWord, noteWord, wantsSecondPerson, wordOf } from './trust.ts';

export interface InvitationLine {
	id: string;
	email: string;
	name: string;
	personCode: string;
	invitedBy: string;
	sentAt: Date;
	expiresAt: Date;
	state: 'unconfirmed' | 'waiting' | 'accepted' | 'revoked' | 'expired';
	/** Who said that the mailbox is theirs, when somebody had to. */
	confirmedBy: string | null;
	/** The actor is who invited: somebody else confirms. */
	isOwn: boolean;
}

/** Invitations of the collective, the last sent first. */
export async function listInvitations(ctx: Context): Promise<InvitationLine[]> {
	authorise(ctx, 'accounts.invite');
	const rows = await ctx.db
		.select({ invitation, person })
		.from(invitation)
		.innerJoin(person, eq(person.id, invitation.personId))
		.orderBy(desc(invitation.sentAt), invitation.id)
		.limit(200);
	return rows.map(({ invitation: row, person: who }) => ({
		id: row.id,
		email: row.email,
		name: personName(who) || who.code,
		personCode: who.code,
		invitedBy: row.invitedBy,
		sentAt: row.sentAt,
		expiresAt: row.expiresAt,
		state: stateOf(row, ctx.now),
		confirmedBy: row.confirmedBy,
		isOwn: row.inviterAccount === accountOf(ctx)
	}));
}

/**
 * Invites a person of the directory to open an account. An invitation that still waits for the same person is replaced: sent twice by
 * mistake, it is one. To a mailbox that was never known as theirs, the letter leaves once somebody else who may invite has
 * confirmed it (`trust.ts`): nobody comes in alone as somebody else; where there is no such other, it leaves at once. Refuses, to the
 * team alone, an address or a person that has an account, and too many invitations.
 */
export async function invite(
	ctx: Context,
	input: {
		email: string;
		personCode: string;
		isNew?: boolean;
		/** What the invitation is to be, when its form says it. */
		link?: { id: string; token: string };
	},
	listGrants: ListGrants
): Promise<'sent' | 'unconfirmed'> {
	authorise(ctx, 'accounts.invite');
	const email = emailOf(input.email);
	if (email === null) throw new Refused('invalid', [EMAIL_REFUSED]);
	const who = await getPersonByCode(ctx, input.personCode);
	await refuseHolders(ctx, who.id, email);
	await countAct(ctx, 'invite');
	const asked = { personId: who.id, email, isNew: input.isNew ?? false };
	const wantsSecond = await wantsSecondPerson(ctx, asked, listGrants);
	await ctx.db
		.update(invitation)
		.set({ revokedAt: ctx.now })
		.where(and(eq(invitation.personId, who.id), isWaiting()));
	const id = input.link?.id ?? uuidv7();
	const sent = freshToken(ctx, input.link?.token);
	await ctx.db.insert(invitation).values({
		id,
		email,
		personId: who.id,
		invitedBy: nameOf(ctx),
		inviterAccount: accountOf(ctx),
		invitedAt: ctx.now,
		wantsSecond,
		word: await wordOf(ctx, accountOf(ctx)),
		...sent.columns
	});
	if (!wantsSecond) await mailInvitation(ctx, { email, token: sent.token, who });
	const event = wantsSecond ? 'invitation.prepared' : 'invitation.sent';
	await record(ctx, [{ event, kind: 'invitation', recordId: id }]);
	return wantsSecond ? 'unconfirmed' : 'sent';
}

/**
 * What a form that was sent already has made of the invitation of that identifier; null before it made any. Refuses (422) when that was
 * another invitation, or one that has been sent again, accepted or taken back since.
 */
export async function madeInvitation(
	ctx: Context,
	{ id, token }: { id: string; token: string }
): Promise<'sent' | 'unconfirmed' | null> {
	const [row] = await ctx.db.select().from(invitation).where(eq(invitation.id, id));
	if (!row) return null;
	const state = stateOf(row, ctx.now);
	if (row.tokenHash !== fingerprint(token)) throw alreadyServed();
	if (state === 'waiting') return 'sent';
	if (state === 'unconfirmed') return state;
	throw alreadyServed();
}

async function refuseHolders(ctx: Context, personId: string, email: string): Promise<void> {
	const [held] = await ctx.db.select().from(user).where(eq(user.personId, personId));
	const known = await findAccount(ctx, email);
	if (!held && (!known || known.closedAt)) return refuseSharedMailbox(ctx, personId, email);
	throw new Refused('invalid', [
		{
			code: 'already-invited',
			field: held ? 'personne' : 'courriel',
			message: held
				? 'Cette personne a déjà un compte.'
				: 'Cette adresse a déjà un compte : rattachez-le à la personne plutôt que d’inviter de nouveau.'
		}
	]);
}

/**
 * An address opens one account: a second invitation to a mailbox that two people share would be dead as soon as the first is accepted.
 * It is refused at once, saying why, rather than left to whoever comes second.
 */
async function refuseSharedMailbox(ctx: Context, personId: string, email: string): Promise<void> {
	const [other] = await ctx.db
		.select({ person })
		.from(invitation)
		.innerJoin(person, eq(person.id, invitation.personId))
		.where(
			and(
				eq(invitation.email, email),
				ne(invitation.personId, personId),
				isWaiting(),
				gt(invitation.expiresAt, ctx.now)
			)
		);
	if (!other) return;
	throw new Refused('invalid', [
		{
			code: 'shared-mailbox',
			field: 'courriel',
			message: `Une invitation attend déjà à cette adresse, pour ${personName(other.person) || other.person.code}. Une adresse n’ouvre qu’un compte, celui d’une seule personne : demandez une adresse à son nom, ou reprenez d’abord l’autre invitation.`
		}
	]);
}

/**
 * Says that the mailbox is that person's: the letter leaves. Refuses (403) who invited, and whose word is not another than theirs; (422)
 * an invitation that waits for nobody.
 */
export async function confirmInvitation(
	ctx: Context,
	id: string,
	listGrants: ListGrants
): Promise<void> {
	authorise(ctx, 'accounts.invite');
	const row = await getInvitation(ctx, id, true);
	if (stateOf(row, ctx.now) !== 'unconfirmed') throw new Refused('invalid', [OVER]);
	if (row.inviterAccount === accountOf(ctx)) throw new Refused('forbidden', [OWN_INVITATION]);
	const word = await confirmedWord(ctx, row, listGrants);
	if (word === null) throw new Refused('forbidden', [SAME_WORD]);
	const sent = freshToken(ctx);
	const confirmed = { ...sent.columns, word, confirmedBy: nameOf(ctx) };
	await ctx.db.update(invitation).set(confirmed).where(eq(invitation.id, id));
	await mailInvitation(ctx, {
		email: row.email,
		token: sent.token,
		who: await invitedOf(ctx, row)
	});
	await record(ctx, [{ event: 'invitation.confirmed', kind: 'invitation', recordId: id }]);
}

/**
 * Sends a waiting or expired invitation again, with a fresh link; the former one opens nothing more.
 * @param sentAt when it was last sent, as the page told it (ISO 8601): sent again since, it is not sent once more
 */
export async function resendInvitation(ctx: Context, id: string, sentAt?: string): Promise<void> {
	authorise(ctx, 'accounts.invite');
	const row = await getInvitation(ctx, id, true);
	if (sentAt !== undefined && row.sentAt.toISOString() !== sentAt) return;
	if (row.acceptedAt || row.revokedAt || stateOf(row, ctx.now) === 'unconfirmed')
		throw new Refused('invalid', [OVER]);
	await countAct(ctx, 'invite');
	const sent = freshToken(ctx);
	await ctx.db.update(invitation).set(sent.columns).where(eq(invitation.id, id));
	await mailInvitation(ctx, {
		email: row.email,
		token: sent.token,
		who: await invitedOf(ctx, row)
	});
	await record(ctx, [{ event: 'invitation.sent', kind: 'invitation', recordId: id }]);
}

/** Takes an invitation back. Taking it back twice is no fault. */
export async function revokeInvitation(ctx: Context, id: string): Promise<void> {
	authorise(ctx, 'accounts.invite');
	const row = await getInvitation(ctx, id);
	if (row.acceptedAt) throw new Refused('invalid', [OVER]);
	if (row.revokedAt) return;
	await ctx.db.update(invitation).set({ revokedAt: ctx.now }).where(eq(invitation.id, id));
	await record(ctx, [{ event: 'invitation.revoked', kind: 'invitation', recordId: id }]);
}

/** What the holder of the link sees before accepting; null when the link opens nothing. Reading it uses nothing up. */
export async function findInvitation(
	ctx: Context,
	token: string
): Promise<{ name: string; email: string; expiresAt: Date } | null> {
	const row = await waitingInvitation(ctx, token);
	return row && { name: row.name, email: row.email, expiresAt: row.expiresAt };
}

/**
 * Accepts: the account of that address is opened, or found, and is that person from now on; then the holder comes in. The link
 * was mailed to the address, which is thereby verified.
 */
export async function acceptInvitation(
	collective: Collective,
	visitor: Visitor,
	token: string
): Promise<Entry> {
	await countAttempt(collective, 'invitation', { address: visitor.address });
	const email = await inCollective(collective, { actor: PUBLIC, mode: 'write' }, (ctx) =>
		openInvited(ctx, token)
	);
	return enterByLink(collective, visitor, await mintToken(collective, visitor.origin, email));
}

/** Opens the account that an invitation is for, which is that person from now on. Returns its address. Refuses (422) a broken link. */
export async function openInvited(ctx: Context, token: string): Promise<string> {
	const row = await waitingInvitation(ctx, token, true);
	if (!row) throw new Refused('invalid', [BROKEN]);
	const { email, personId, name } = row;
	const known = await findAccount(ctx, email);
	// Somebody else may have been invited at the same address, and have come first.
	if (known?.personId && known.personId !== personId) throw new Refused('invalid', [SHARED]);
	if (known?.closedAt) await reopenAccount(ctx, known.id);
	if (known) await linkPerson(ctx, known.id, personId);
	const account = known?.id ?? (await createAccount(ctx, { email, name, personId }));
	await noteWord(ctx, account, row.word);
	await ctx.db.update(invitation).set({ acceptedAt: ctx.now }).where(eq(invitation.id, row.id));
	await record(ctx, [{ event: 'invitation.accepted', kind: 'invitation', recordId: row.id }]);
	return email;
}

async function waitingInvitation(ctx: Context, token: string, forUpdate = false) {
	if (!/^[\w-]{43}$/.test(token)) return null;
	const query = ctx.db
		.select({ invitation, person })
		.from(invitation)
		.innerJoin(person, eq(person.id, invitation.personId))
		.where(eq(invitation.tokenHash, fingerprint(token)));
	// Two clicks on the same link: the second one waits, then finds it used.
	const [found] = await (forUpdate ? query.for('update', { of: invitation }) : query);
	if (!found || stateOf(found.invitation, ctx.now) !== 'waiting') return null;
	return { ...found.invitation, name: personName(found.person) || found.person.code };
}

async function invitedOf(ctx: Context, row: typeof invitation.$inferSelect) {
	const [who] = await ctx.db.select().from(person).where(eq(person.id, row.personId));
	if (!who) throw new Error('an invitation refers to nobody');
	return who;
}

/** `toChange`, others wait until this unit of work is over. */
async function getInvitation(ctx: Context, id: string, toChange = false) {
	const query = ctx.db.select().from(invitation).where(eq(invitation.id, id));
	const [row] = z.uuid().safeParse(id).success
		? await (toChange ? query.for('update') : query)
		: [];
	if (!row) throw absent('Cette invitation n’existe pas.');
	return row;
}

async function mailInvitation(
	ctx: Context,
	{ email, token, who }: { email: string; token: string; who: typeof person.$inferSelect }
): Promise<void> {
	const { name, fullName } = ctx.collective.settings;
	await queueMail(ctx, {
		to: { address: email, name: personName(who), personId: who.id },
		subject: `${nameOf(ctx)} vous invite dans l’espace ${name}`,
		text: [
			'Bonjour,',
			`${nameOf(ctx)} vous invite à entrer dans l’espace de ${fullName}. Aucun mot de passe n’est nécessaire.`,
			`Ce lien marche une fois, pendant ${String(INVITATION_DAYS)} jours. Si vous n’attendiez pas ce message, ne faites rien : aucun compte n’est ouvert sans vous.`
		],
		action: { label: 'Répondre à l’invitation', path: `/invitation?jeton=${token}` },
		category: 'invitation',
		secret: true,
		until: new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000)
	});
}

function freshToken(ctx: Context, token = randomBytes(32).toString('base64url')) {
	const expiresAt = new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000);
	return { token, columns: { tokenHash: fingerprint(token), sentAt: ctx.now, expiresAt } };
}

function fingerprint(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}

function stateOf(row: typeof invitation.$inferSelect, now: Date): InvitationLine['state'] {
	if (row.acceptedAt) return 'accepted';
	if (row.revokedAt) return 'revoked';
	if (row.wantsSecond && row.confirmedBy === null) return 'unconfirmed';
	return row.expiresAt > now ? 'waiting' : 'expired';
}

const isWaiting = () => and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt));
const accountOf = ({ actor }: Context) => (actor.kind === 'person' ? actor.account : null);
const nameOf = ({ actor }: Context) => (actor.kind === 'public' ? 'L’équipe' : actor.name);

const OVER = {
	code: 'invitation-over',
	message: 'Cette invitation n’attend plus cela : elle a été acceptée, reprise ou confirmée.'
};
const OWN_INVITATION = {
	code: 'own-invitation',
	message:
		'Vous avez vous-même invité cette personne : une autre personne de l’équipe confirme que cette adresse est la sienne.'
};
const SAME_WORD = {
	code: 'same-word',
	message:
		'Vous devez votre entrée à qui invite, ou qui invite vous doit la sienne, ou vous la devez tous deux à la même personne : quelqu’un d’autre de l’équipe confirme que cette adresse est la sienne.'
};
const SHARED = {
	code: 'shared-mailbox',
	message:
		'Cette adresse ouvre déjà le compte d’une autre personne : une adresse n’ouvre qu’un compte. Donnez à l’équipe une adresse à votre nom, elle vous invitera de nouveau.'
};
const BROKEN = {
	code: 'invitation-broken',
	message:
		'Cette invitation ne marche pas : elle a expiré, elle a déjà servi, elle a été reprise ou le lien est incomplet. Demandez-en une autre à l’équipe.'
};
