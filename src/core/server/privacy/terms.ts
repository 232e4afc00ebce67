import { and, desc, eq, isNull, lte, sql, type SQL } from 'drizzle-orm';
import { Refused } from '../../errors.ts';
import { isRecordId } from '../../ids.ts';
import type { Context } from '../context.ts';
import { record } from '../journal.ts';
import type { Term } from './declared.ts';
import { termHold, termRun } from './tables.ts';

export type Hold = typeof termHold.$inferSelect;
type Rows = NonNullable<Term['rows']>;

/** How many rows of a term are over by that instant. */
export async function countOver(ctx: Context, rows: Rows, until: Date): Promise<number> {
	const [found] = await ctx.db
		.select({ count: sql<number>`count(*)::int` })
		.from(rows.table)
		.where(over(rows, until));
	return found?.count ?? 0;
}

/** Forgets the rows of a term that are over. Returns how many. */
export async function forgetOver(ctx: Context, rows: Rows): Promise<number> {
	const until = rows.byMachineClock ? new Date() : ctx.now;
	const gone = rows.replaces
		? await ctx.db.update(rows.table).set(rows.replaces).where(over(rows, until))
		: await ctx.db.delete(rows.table).where(over(rows, until));
	return gone.rowCount ?? 0;
}

function over(rows: Rows, until: Date): SQL {
	return lte(sql`${rows.endsAt}`, sql`${until.toISOString()}::timestamptz`);
}

/** Notes what a term made forget; nothing forgotten is not noted. */
export async function noteRun(ctx: Context, term: Term, forgotten: number): Promise<void> {
	if (forgotten > 0) await ctx.db.insert(termRun).values({ term: term.id, at: ctx.now, forgotten });
}

/** What was forgotten, the last first. */
export async function listRuns(ctx: Context, limit: number) {
	return ctx.db.select().from(termRun).orderBy(desc(termRun.at)).limit(limit);
}

/** Terms that are suspended, and why. */
export async function listHolds(ctx: Context): Promise<Hold[]> {
	return ctx.db.select().from(termHold).where(isNull(termHold.endedAt)).orderBy(desc(termHold.at));
}

/** Suspends a term. Refuses (422) without a reason; a term suspended already stays as it is. */
export async function holdTerm(ctx: Context, term: Term, reason: string): Promise<void> {
	const text = reason.trim();
	if (text === '' || text.length > 500)
		throw new Refused('invalid', [
			{
				code: 'hold-reason',
				field: 'raison',
				message: 'Écrivez pourquoi cette durée est suspendue, en 500 caractères au plus.'
			}
		]);
	if ((await listHolds(ctx)).some((one) => one.term === term.id)) return;
	await ctx.db
		.insert(termHold)
		.values({ term: term.id, reason: text, at: ctx.now, by: actorName(ctx) });
	await record(ctx, [{ event: 'privacy.termHeld', data: { term: term.id } }]);
}

/** Lets a term run again. Ending twice changes nothing. */
export async function releaseTerm(ctx: Context, hold: string): Promise<void> {
	if (!isRecordId(hold)) return;
	const ended = await ctx.db
		.update(termHold)
		.set({ endedAt: ctx.now, endedBy: actorName(ctx) })
		.where(and(eq(termHold.id, hold), isNull(termHold.endedAt)))
		.returning({ term: termHold.term });
	for (const { term } of ended)
		await record(ctx, [{ event: 'privacy.termReleased', data: { term } }]);
}

function actorName({ actor }: Context): string {
	return actor.kind === 'public' ? 'public' : actor.name;
}
