import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { journal } from '../tables.ts';

/** The journal keeps that these records changed, and forgets what they held before and after. */
export async function eraseHistory(ctx: Context, kind: string, recordIds: string[]): Promise<void> {
	if (recordIds.length === 0) return;
	await ctx.db
		.update(journal)
		.set({ data: sql`'{}'::jsonb` })
		.where(and(eq(journal.kind, kind), inArray(journal.recordId, recordIds)));
}

/** The same for some of their fields alone. */
export async function eraseFields(
	ctx: Context,
	kind: string,
	recordIds: string[],
	fields: string[]
): Promise<void> {
	if (recordIds.length === 0) return;
	for (const field of fields)
		await ctx.db
			.update(journal)
			.set({ data: sql`(${journal.data} - ${field}::text) #- ARRAY['row', ${field}::text]` })
			.where(and(eq(journal.kind, kind), inArray(journal.recordId, recordIds)));
}
