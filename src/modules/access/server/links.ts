import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { authorise } from '#core/server/permissions.ts';
import { journal } from '#core/server/tables.ts';
import { guestLinkPath, idOfToken } from '../token.ts';
import { expiryOf, lendingRefusals, stateOf } from '../rules.ts';
import { guestLink } from './tables.ts';

const LENDING = 'access.lend';
const LIMIT = 200;

/** Thing lent: one record of one kind. */
export interface Lent {
	kind: string;
	recordId: string;
}
export type Link = typeof guestLink.$inferSelect & {
	state: 'open' | 'expired' | 'revoked';
	path: string;
};

/**
 * Lends one record to somebody without an account, for so many days; `asks`, when it is not empty, is what they are asked to
 * confirm. The caller has checked that the actor may read and change that record. Returns the path to hand over. Refuses (422) a link for nobody or for too long.
 */
export async function lendLink(
	ctx: Context,
	input: Lent & { guest: string; days: number; asks: string }
): Promise<string> {
	authorise(ctx, LENDING);
	const refusals = lendingRefusals(input);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const [row] = await ctx.db
		.insert(guestLink)
		.values({
			kind: input.kind,
			recordId: input.recordId,
			guest: input.guest.trim(),
			asks: input.asks.trim() || null,
			lentBy: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
			lentAt: ctx.now,
			expiresAt: expiryOf(ctx.now, input.days)
		})
		.returning({ id: guestLink.id });
	if (!row) throw new Error('the link was just written and is not there');
	await record(ctx, [{ event: 'guestLink.lent', data: { ...input, link: row.id } }]);
	return guestLinkPath(ctx.collective.code, row.id);
}

/** Takes a link back: it opens nothing from now on. Taking it back twice changes nothing. */
export async function revokeLink(ctx: Context, id: string): Promise<void> {
	authorise(ctx, LENDING);
	if (!isRecordId(id)) throw absent('Ce lien n’existe pas, ou n’existe plus.');
	const taken = await ctx.db
		.update(guestLink)
		.set({ revokedAt: ctx.now })
		.where(and(eq(guestLink.id, id), isNull(guestLink.revokedAt)))
		.returning({ id: guestLink.id });
	if (taken.length > 0) await record(ctx, [{ event: 'guestLink.revoked', data: { link: id } }]);
}

/** Links lent, latest first, with where they stand; those of one record when it is given. */
export async function listLinks(ctx: Context, lent?: Lent): Promise<Link[]> {
	authorise(ctx, LENDING);
	const rows = await ctx.db
		.select()
		.from(guestLink)
		.where(
			lent ? and(eq(guestLink.kind, lent.kind), eq(guestLink.recordId, lent.recordId)) : undefined
		)
		.orderBy(desc(guestLink.lentAt))
		.limit(LIMIT);
	return rows.map((row) => present(ctx, row));
}

/**
 * The link behind a token, whoever holds it. Refuses (404) one that is forged, unknown, over or taken back, with
 * the sentence that tells the holder what to do.
 */
export async function linkOfToken(ctx: Context, token: string): Promise<Link> {
	const id = idOfToken(ctx.collective.code, token);
	const [row] =
		id === null ? [] : await ctx.db.select().from(guestLink).where(eq(guestLink.id, id));
	if (!row) throw absent('Ce lien n’est pas valable : vérifiez que vous l’avez copié en entier.');
	const link = present(ctx, row);
	if (link.state === 'expired')
		throw absent(`Ce lien n’ouvre plus : il a pris fin. Demandez-en un autre à ${row.lentBy}.`);
	if (link.state === 'revoked')
		throw absent(`Ce lien n’ouvre plus : il a été repris. Demandez-en un autre à ${row.lentBy}.`);
	return link;
}

/** Counts an opening. */
export async function noteOpening(ctx: Context, id: string): Promise<void> {
	await ctx.db
		.update(guestLink)
		.set({ openings: sql`${guestLink.openings} + 1`, openedAt: ctx.now })
		.where(eq(guestLink.id, id));
}

/** Keeps the guest's answer; a later one takes its place, and the journal keeps both. */
export async function answerLink(
	ctx: Context,
	link: Link,
	answer: { value: string; label: string; comment: string; version: number }
): Promise<void> {
	await ctx.db
		.update(guestLink)
		.set({
			answer: answer.label,
			answeredVersion: answer.version,
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

/** Account of who lent a link, as the journal tells it; null when it was lent otherwise than from an account. */
export async function lenderOf(ctx: Context, linkId: string): Promise<string | null> {
	const [line] = await ctx.db
		.select({ account: journal.account })
		.from(journal)
		.where(and(eq(journal.event, 'guestLink.lent'), sql`${journal.data}->>'link' = ${linkId}`))
		.limit(1);
	return line?.account ?? null;
}

function present(ctx: Context, row: typeof guestLink.$inferSelect): Link {
	return {
		...row,
		state: stateOf(row, ctx.now),
		path: guestLinkPath(ctx.collective.code, row.id)
	};
}
