import { inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { kinds } from '#modules/all.ts';

/*
 * Closing a row to the public is, for what the public is told elsewhere, as if it had never been: what its deletion tells, its closing may.
 */

/** Work whose writes are taken back. */
export async function undone<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
	await ctx.db.execute(sql`SAVEPOINT walk`);
	const result = await work();
	await ctx.db.execute(sql`ROLLBACK TO SAVEPOINT walk`);
	return result;
}

/** Everything public, and no foreign key: a row can then be as if it had never been. */
export async function openAll(ctx: Context): Promise<void> {
	for (const kind of kinds) await readBy(ctx, kind, 'public');
	const keys = await ctx.db.execute<{ of: string; name: string }>(
		sql`SELECT conrelid::regclass::text AS of, conname AS name FROM pg_constraint
			WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`
	);
	for (const { of, name } of keys.rows)
		await ctx.db.execute(sql.raw(`ALTER TABLE ${of} DROP CONSTRAINT "${name}"`));
}

/** Gives readers to all the rows of a kind, or to some. */
export async function readBy(
	ctx: Context,
	kind: AnyKind,
	audience: 'public' | 'board',
	ids?: string[]
): Promise<void> {
	const declared = 'declaredAudience' in kind.table ? { declaredAudience: audience } : {};
	await ctx.db
		.update(kind.table)
		.set({ audience, ...declared })
		.where(ids ? inArray(kind.table.id, ids) : undefined);
}
