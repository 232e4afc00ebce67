import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { journal } from '../tables.ts';

/** The journal keeps that the record of somebody changed, and forgets what it held before and after. */
export async function eraseHistory(ctx: Context, kind: string, recordId: string): Promise<void> {
	await ctx.db
		.update(journal)
		.set({ data: sql`'{}'::jsonb` })
		.where(and(eq(journal.kind, kind), eq(journal.recordId, recordId)));
}
