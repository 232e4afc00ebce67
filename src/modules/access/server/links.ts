import { and, desc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import { cleanName } from '#core/typed.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import {
	alreadyServed,
	freshOnce,
	onceOf,
	secretMadeOf,
	waitForSameForm
} from '#core/server/once.ts';
import { authorise } from '#core/server/permissions.ts';
import { journal } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { fingerprintOf, guestLinkPath, idOfToken } from '../token.ts';
import { expiryOf, lendingRefusals, LIMIT_MS, LIMITS, stateOf } from '../rules.ts';
import { guestLink } from './tables.ts';

const LENDING = 'access.lend';
/** Links looked at, the latest first: more than a collective lends in the year that they are kept. */
const MOST = 2000;

/** Thing lent: one record of one kind. */
export interface Lent {
	kind: string;
	recordId: string;
}
export type Link = typeof guestLink.$inferSelect & { state: 'open' | 'expired' | 'revoked' };

/**
 * Lends one record to somebody without an account, for so many days; `asks`, when it is not empty, is what they are asked to
 * confirm, `audience` the readers of the record, `address` where its letter goes, empty for none. The caller has checked that the
 * actor may read and change that record. Returns the path to hand over: what it holds is kept nowhere, and only the same form sent again
 * finds it, without a second link. Refuses (422) a link for nobody, for too long, one too many in a day, or a form that made another.
 */
export async function lendLink(
	ctx: Context,
	input: Lent & {
		guest: string;
		days: number;
		asks: string;
		audience: Audience;
		address?: string;
	},
	form = freshOnce()
): Promise<{ path: string; isNew: boolean }> {
	authorise(ctx, LENDING);
	const refusals = lendingRefusals(input);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const account = lenderOf(ctx);
	const { kind, recordId, guest, days, asks, audience, address = '' } = input;
	const once = onceOf(form);
	const asked = [account, kind, recordId, guest, days, asks, address];
	const token = secretMadeOf(ctx.collective, LENDING, once, asked);
	const path = guestLinkPath(token);
	await waitForSameForm(ctx, once);
	if (await isLent(ctx, once.id, token)) return { path, isNew: false };
	await refuseTooMany(ctx, account, address !== '');
	await ctx.db.insert(guestLink).values({
		id: once.id,
		kind,
		recordId,
		guest: cleanName(guest),
		asks: asks.trim() || null,
		lentBy: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
		account,
		tokenHash: fingerprintOf(token),
		mailed: address !== '',
		lentAt: ctx.now,
		expiresAt: expiryOf(ctx.now, days)
	});
	const data = { kind, recordId, days, link: once.id };
	await record(ctx, [{ event: 'guestLink.lent', audience, data }]);
	return { path, isNew: true };
}

/** Has the form already lent the very link of that token? Refuses (422) one that lent another, or a link that has ended. */
async function isLent(ctx: Context, id: string, token: string): Promise<boolean> {
	const [row] = await ctx.db.select().from(guestLink).where(eq(guestLink.id, id));
	if (!row) return false;
	if (row.tokenHash !== fingerprintOf(token) || stateOf(row, ctx.now) !== 'open')
		throw alreadyServed();
	return true;
}

/**
 * Who answers for the links that the actor lends: an account; a person of the directory where visitors try roles, which all share one
 * account; null for the console.
 */
export function lenderOf({ actor, collective }: Context): string | null {
	if (actor.kind !== 'person') return null;
	return collective.settings.demonstration && actor.person
		? `${TRIED}${actor.person}`
		: actor.account;
}

/** Before the code of the person behind a role that is tried. */
export const TRIED = 'person:';

/** One statement at a time for one lender: two links made at once are two. */
async function refuseTooMany(
	ctx: Context,
	account: string | null,
	isMailed: boolean
): Promise<void> {
	if (account === null) return;
	await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`guest-link ${account}`}))`);
	const own = and(eq(guestLink.account, account), gt(guestLink.lentAt, since(ctx)));
	if ((await ctx.db.$count(guestLink, own)) >= LIMITS.links)
		throw tooMany(
			`Vous avez prêté ${String(LIMITS.links)} liens en vingt-quatre heures, le plus qu’une personne puisse : prêtez les suivants demain.`
		);
	const mailed = and(own, eq(guestLink.mailed, true));
	if (isMailed && (await ctx.db.$count(guestLink, mailed)) >= LIMITS.letters)
		throw tooMany(
			`Fanal a envoyé pour vous ${String(LIMITS.letters)} liens en vingt-quatre heures, le plus qu’il envoie : laissez l’adresse vide et donnez le lien vous-même.`
		);
}

function tooMany(message: string): Refused {
	return new Refused('invalid', [{ code: 'too-many-links', message }]);
}

function since(ctx: Context): Date {
	return new Date(ctx.now.getTime() - LIMIT_MS);
}

/** One link, whoever asks. Refuses (404) one that does not exist. */
export async function getLink(ctx: Context, id: string): Promise<Link> {
	const [row] = isRecordId(id)
		? await ctx.db.select().from(guestLink).where(eq(guestLink.id, id))
		: [];
	if (!row) throw absent('Ce lien n’existe pas, ou n’existe plus.');
	return present(ctx, row);
}

/** Takes a link back: it opens nothing from now on. Taking it back twice changes nothing. The caller has checked whose it is. */
export async function revokeLink(ctx: Context, id: string): Promise<void> {
	authorise(ctx, LENDING);
	const taken = await ctx.db
		.update(guestLink)
		.set({ revokedAt: ctx.now })
		.where(and(eq(guestLink.id, id), isNull(guestLink.revokedAt)))
		.returning({ id: guestLink.id });
	if (taken.length > 0) await record(ctx, [{ event: 'guestLink.revoked', data: { link: id } }]);
}

/** Links lent, latest first, with where they stand, whoever reads: the caller keeps those that the actor may know of. */
export async function listLinks(ctx: Context): Promise<Link[]> {
	authorise(ctx, LENDING);
	const rows = await ctx.db
		.select()
		.from(guestLink)
		.orderBy(desc(guestLink.lentAt), guestLink.id)
		.limit(MOST);
	return rows.map((row) => present(ctx, row));
}

/** Links that have not ended on any of these records, oldest first, whoever reads: the caller has checked who may know of them. */
export async function openLinksOn(ctx: Context, recordIds: string[]): Promise<Link[]> {
	const rows = await ctx.db
		.select()
		.from(guestLink)
		.where(
			and(
				inArray(guestLink.recordId, recordIds),
				isNull(guestLink.revokedAt),
				gt(guestLink.expiresAt, ctx.now)
			)
		)
		.orderBy(guestLink.lentAt, guestLink.id)
		.limit(MOST);
	return rows.map((row) => present(ctx, row));
}

/**
 * The link behind a token, whoever holds it; `toAnswer`, others wait until this unit of work is over. Refuses (404) one that is
 * forged, unknown, over or taken back, with the sentence that tells the holder what to do.
 */
export async function linkOfToken(ctx: Context, token: string, toAnswer = false): Promise<Link> {
	const row = await rowOfToken(ctx, token, toAnswer);
	if (!row) throw absent('Ce lien n’est pas valable : vérifiez que vous l’avez copié en entier.');
	const link = present(ctx, row);
	if (link.state === 'expired')
		throw absent(`Ce lien n’ouvre plus : il a pris fin. Demandez-en un autre à ${row.lentBy}.`);
	if (link.state === 'revoked')
		throw absent(`Ce lien n’ouvre plus : il a été repris. Demandez-en un autre à ${row.lentBy}.`);
	return link;
}

async function rowOfToken(ctx: Context, token: string, toAnswer: boolean) {
	const marked = token.includes('.') ? idOfToken(ctx.collective.code, token) : null;
	const where = marked
		? and(eq(guestLink.id, marked), isNull(guestLink.tokenHash))
		: eq(guestLink.tokenHash, fingerprintOf(token));
	const query = ctx.db.select().from(guestLink).where(where);
	const [row] = await (toAnswer ? query.for('update') : query);
	return row;
}

/** Counts an opening. */
export async function noteOpening(ctx: Context, id: string): Promise<void> {
	await ctx.db
		.update(guestLink)
		.set({ openings: sql`${guestLink.openings} + 1`, openedAt: ctx.now })
		.where(eq(guestLink.id, id));
}

/**
 * Keeps the guest's answer; a later one takes its place, and the journal keeps both. Refuses (422) more answers in a day than somebody
 * who changes their mind gives.
 */
export async function answerLink(
	ctx: Context,
	link: Link,
	answer: { value: string; label: string; comment: string; version: number; shown?: string }
): Promise<void> {
	const given = await ctx.db.$count(
		journal,
		and(
			gt(journal.at, since(ctx)),
			eq(journal.event, 'guestLink.answered'),
			sql`${journal.data}->>'link' = ${link.id}`
		)
	);
	if (given >= LIMITS.answers)
		throw new Refused('invalid', [
			{
				code: 'too-many-answers',
				message: `Votre réponse a changé ${String(LIMITS.answers)} fois en vingt-quatre heures : la dernière est gardée, changez-la demain ou écrivez à ${link.lentBy}.`
			}
		]);
	await ctx.db
		.update(guestLink)
		.set({
			answer: answer.label,
			answeredVersion: answer.version,
			answeredShown: answer.shown ?? null,
			comment: answer.comment.slice(0, 1000) || null,
			answeredAt: ctx.now
		})
		.where(eq(guestLink.id, link.id));
	await record(ctx, [
		{
			event: 'guestLink.answered',
			data: { link: link.id, answer: answer.value, version: answer.version }
		}
	]);
}

/** Links whose lender has not been told of the last answer. */
export async function listUntoldAnswers(ctx: Context): Promise<Link[]> {
	const rows = await ctx.db
		.select()
		.from(guestLink)
		.where(
			and(
				isNotNull(guestLink.account),
				isNotNull(guestLink.answeredAt),
				sql`${guestLink.answeredAt} > coalesce(${guestLink.toldAt}, '-infinity')`
			)
		)
		.orderBy(guestLink.answeredAt, guestLink.id)
		.limit(MOST);
	return rows.map((row) => present(ctx, row));
}

/** When each of these lenders was last told of answers; who never was is left out. */
export async function lastTold(ctx: Context, accounts: string[]): Promise<Map<string, Date>> {
	if (accounts.length === 0) return new Map();
	const rows = await ctx.db
		.select({
			account: guestLink.account,
			at: sql<Date>`max(${guestLink.toldAt})`.mapWith(guestLink.toldAt)
		})
		.from(guestLink)
		.where(and(inArray(guestLink.account, accounts), isNotNull(guestLink.toldAt)))
		.groupBy(guestLink.account);
	return new Map(rows.flatMap(({ account, at }) => (account ? [[account, at] as const] : [])));
}

/** Notes that the lender of these links was told of their answers. */
export async function noteTold(ctx: Context, ids: string[]): Promise<void> {
	await ctx.db.update(guestLink).set({ toldAt: ctx.now }).where(inArray(guestLink.id, ids));
}

function present(ctx: Context, row: typeof guestLink.$inferSelect): Link {
	return { ...row, state: stateOf(row, ctx.now) };
}
