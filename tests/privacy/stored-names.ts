import { eq, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { storedColumns } from '#core/server/privacy/catalogue.ts';
import { person } from '#modules/network/index.ts';

/** Every text of every table, but lawful ones, that holds these words. */
export async function textsHolding(
	ctx: Context,
	words: string,
	isRehearsal = true
): Promise<string[]> {
	const found: string[] = [];
	for (const { table, column, type } of await storedColumns(ctx)) {
		// What search finds is written anew as the unit of work ends, which a rehearsal does not reach.
		if (!['text', 'jsonb'].includes(type) || (isRehearsal && table === 'core_search_entry'))
			continue;
		const { rows } = await ctx.db.execute<{ count: number }>(
			sql`SELECT count(*)::int AS count FROM ${sql.identifier(table)} WHERE ${sql.identifier(column)}::text ILIKE ${`%${words}%`}`
		);
		if ((rows[0]?.count ?? 0) > 0) found.push(`${table}.${column}`);
	}
	return found;
}

/** The identifier and the whole name of who bears this code. */
export async function nameOf(ctx: Context, code: string): Promise<{ id: string; name: string }> {
	const [one] = await ctx.db.select().from(person).where(eq(person.code, code));
	if (!one) throw new Error(`nobody is ${code}`);
	return { id: one.id, name: [one.firstName, one.lastName].filter(Boolean).join(' ') };
}
