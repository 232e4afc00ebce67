import { and, eq, lte, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { MailState } from '../../mail.ts';
import type { Context } from '../context.ts';
import type { Outcome } from './outcomes.ts';
import { endStop, noteRefusal } from './stops.ts';
import { mailStep, mailTable } from './tables.ts';

export type QueuedMail = typeof mailTable.$inferSelect;

const MINUTE_MS = 60_000;
/** A try that is not over by then is lost: its process was killed. Longer than the longest try. */
const CLAIM_MS = 15 * MINUTE_MS;
/** Waits between tries, in minutes; the last one repeats. RFC 5321, 4.5.4.1: some thirty minutes, then days. */
const WAITS = [1, 5, 15, 30, 60, 180, 360];
/** RFC 5321, 4.5.4.1: four to five days before giving up. */
const PATIENCE_MS = 4 * 24 * 60 * MINUTE_MS;

/** When a mail that failed so many times is tried again. */
function nextTry(now: Date, tries: number): Date {
	const minutes = WAITS[Math.min(tries, WAITS.length) - 1] ?? 1;
	return new Date(now.getTime() + minutes * MINUTE_MS);
}

/**
 * Takes the next mail that is due, for one try, if there is one: those that somebody waits for before the digests. Two
 * processes never take the same; a mail whose process was killed is taken again once its time is over.
 */
export async function claimNext(ctx: Context): Promise<QueuedMail | undefined> {
	const next = ctx.db
		.select({ id: mailTable.id })
		.from(mailTable)
		.where(dueAt(ctx.now))
		.orderBy(sql`${mailTable.category} = 'digest'`, mailTable.nextAt, mailTable.id)
		.limit(1)
		.for('update', { skipLocked: true });
	const [found] = await next;
	if (!found) return undefined;
	const [before] = await ctx.db.select().from(mailTable).where(eq(mailTable.id, found.id));
	if (before?.state === 'sending')
		await noteStep(ctx, found.id, 'queued', 'Un arrêt de Fanal a interrompu l’essai précédent.');
	const [mail] = await ctx.db
		.update(mailTable)
		.set({
			state: 'sending',
			tries: sql`${mailTable.tries} + 1`,
			nextAt: null,
			claim: uuidv7(),
			claimedUntil: new Date(ctx.now.getTime() + CLAIM_MS)
		})
		.where(eq(mailTable.id, found.id))
		.returning();
	return mail;
}

function dueAt(now: Date) {
	return or(
		and(eq(mailTable.state, 'queued'), lte(mailTable.nextAt, now)),
		and(eq(mailTable.state, 'sending'), lte(mailTable.claimedUntil, now))
	);
}

/** Notes how a try ended. A try that was given to another process meanwhile notes nothing. */
export async function noteOutcome(
	ctx: Context,
	mail: QueuedMail,
	outcome: Outcome | { state: 'expired' | 'kept' | 'untold' }
): Promise<void> {
	const { state, said, nextAt = null } = verdict(ctx, mail, outcome);
	const [noted] = await ctx.db
		.update(mailTable)
		.set({
			state,
			nextAt,
			claim: null,
			claimedUntil: null,
			...(state === 'kept' ? { tries: 0 } : {}),
			...(state === 'accepted' ? { acceptedAt: ctx.now } : {}),
			// Once handed over, the link that opens an account is nowhere but in the reader's mailbox.
			...(state === 'accepted' && mail.secret ? { action: null } : {}),
			// Nobody shows the address of a lent link again: kept here, it would be of use to nobody.
			...(state === 'kept' && mail.category === 'link' ? { action: null } : {})
		})
		.where(and(eq(mailTable.id, mail.id), eq(mailTable.claim, mail.claim ?? '')))
		.returning({ id: mailTable.id });
	if (!noted) return;
	await noteStep(ctx, mail.id, state, said, 'answer' in outcome ? outcome.answer : null);
	if (outcome.state === 'refused')
		await noteRefusal(ctx, mail, { gone: outcome.gone ?? false, said });
	if (outcome.state === 'accepted') await endStop(ctx, mail.toAddress);
}

function verdict(
	ctx: Context,
	mail: QueuedMail,
	outcome: Parameters<typeof noteOutcome>[2]
): { state: MailState; said: string; nextAt?: Date } {
	switch (outcome.state) {
		case 'accepted':
			return { state: 'accepted', said: 'Le serveur a accepté le courriel.' };
		case 'refused':
			return { state: 'refused', said: outcome.said };
		case 'expired':
			return { state: 'abandoned', said: 'Son lien avait pris fin avant qu’il puisse partir.' };
		case 'untold':
			return {
				state: 'abandoned',
				said: 'Ce qu’il racontait ou prêtait a été refermé depuis, ou le compte de qui le lisait est fermé.'
			};
		case 'kept':
			return { state: 'kept', said: 'Aucun serveur de courriel n’est réglé : il se lit ici.' };
		case 'later': {
			const nextAt = nextTry(ctx.now, mail.tries);
			return nextAt.getTime() - mail.createdAt.getTime() > PATIENCE_MS
				? {
						state: 'abandoned',
						said: `${outcome.said} Fanal a cessé d’essayer après quatre jours.`
					}
				: { state: 'queued', said: outcome.said, nextAt };
		}
	}
}

/** Adds a step to the history of a mail. */
export async function noteStep(
	ctx: Context,
	mailId: string,
	state: MailState,
	said: string,
	answer: string | null = null
): Promise<void> {
	await ctx.db.insert(mailStep).values({
		mailId,
		at: ctx.now,
		state,
		said,
		answer,
		actor: ctx.actor.kind === 'person' ? ctx.actor.name : null
	});
}
