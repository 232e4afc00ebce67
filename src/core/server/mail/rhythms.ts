import { and, eq, sql } from 'drizzle-orm';
import type { Rhythm } from '../../rhythms.ts';
import type { Context } from '../context.ts';
import { mailRhythm, mailTold } from './tables.ts';

/**
 * What can be told to somebody, each at its rhythm: `named`, what bears their name; `group:<code>`, what a group of theirs
 * does; `all`, everything else.
 */
export type List = 'named' | 'all' | `group:${string}`;

/** Calm by default: one letter a week, and at once what concerns the reader by name. */
const USUAL: Record<'named' | 'all', Rhythm> = { named: 'immediate', all: 'weekly' };

/** The rhythms of one account. */
export interface Rhythms {
	/** The rhythm of a list. */
	of: (list: List) => Rhythm;
	/** The list whose rhythm was chosen: a group follows `all` as long as nothing was chosen for it. */
	ruling: (list: List) => List;
}

/** What somebody chose, and the usual rhythm for the rest. */
export async function readRhythms(ctx: Context, account: string): Promise<Rhythms> {
	const rows = await ctx.db.select().from(mailRhythm).where(eq(mailRhythm.account, account));
	const chosen = new Map(rows.map((row) => [row.list, row.rhythm]));
	const ruling = (list: List): List =>
		list === 'named' || list === 'all' || chosen.has(list) ? list : 'all';
	return {
		ruling,
		of: (list) => {
			const ruled = ruling(list);
			return chosen.get(ruled) ?? USUAL[ruled === 'named' ? 'named' : 'all'];
		}
	};
}

/**
 * Keeps the rhythm of a list; `null` lets a group follow the others again. Nothing that happened while a list was silent is told
 * later. Repeating it changes nothing.
 */
export async function setRhythm(
	ctx: Context,
	account: string,
	list: List,
	rhythm: Rhythm | null
): Promise<void> {
	const before = await readRhythms(ctx, account);
	if (rhythm === null)
		await ctx.db
			.delete(mailRhythm)
			.where(and(eq(mailRhythm.account, account), eq(mailRhythm.list, list)));
	else
		await ctx.db
			.insert(mailRhythm)
			.values({ account, list, rhythm, changedAt: ctx.now })
			.onConflictDoUpdate({
				target: [mailRhythm.account, mailRhythm.list],
				set: { rhythm, changedAt: ctx.now }
			});
	const after = await readRhythms(ctx, account);
	const told = await ctx.db.select().from(mailTold).where(eq(mailTold.account, account));
	const known = new Set<string>([list, ...told.map((row) => row.list)]);
	for (const one of known) {
		const isWoken = before.of(one as List) === 'none' && after.of(one as List) !== 'none'; // written below as lists
		if (isWoken) await noteTold(ctx, account, one as List, ctx.now); // the same
	}
}

/** Up to when each list was told to the account. */
export async function readTold(ctx: Context, account: string): Promise<Map<string, Date>> {
	const rows = await ctx.db.select().from(mailTold).where(eq(mailTold.account, account));
	return new Map(rows.map((row) => [row.list, row.until]));
}

/** Notes that a list has been told up to an instant; it never goes back. */
export async function noteTold(
	ctx: Context,
	account: string,
	list: List,
	until: Date
): Promise<void> {
	await ctx.db
		.insert(mailTold)
		.values({ account, list, until })
		.onConflictDoUpdate({
			target: [mailTold.account, mailTold.list],
			set: { until: sql`greatest(${mailTold.until}, excluded.until)` }
		});
}
