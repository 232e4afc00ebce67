import { and, desc, eq, getTableColumns, inArray, isNotNull, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { CollectiveSettings, Context } from './context.ts';
import { importRun, journal } from './tables.ts';

/** An import that wrote something. */
export type ImportRun = Omit<typeof importRun.$inferSelect, 'held'>;

/**
 * Imports of a collective, their undoing and erasures take turns: what each found is still true when it writes. A folder that carries a name
 * comes in before it is erased, and loses it, or after, and is refused.
 */
export async function takeTurn(ctx: Context): Promise<void> {
	await ctx.db.execute(
		sql`SELECT pg_advisory_xact_lock(hashtext('fanal-import-' || current_schema()))`
	);
}

/** Opens an import: every act of this unit of work is its own from here on. */
export async function openImport(
	ctx: Context,
	from: { folder: string; year: number; settingsBefore: CollectiveSettings | null }
): Promise<ImportRun> {
	const number = sql<number>`(SELECT coalesce(max(number), 0) + 1 FROM core_import)`;
	const [run] = await ctx.db
		.insert(importRun)
		.values({
			...from,
			id: uuidv7(),
			number,
			at: ctx.now,
			actor: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
			counts: {},
			settingsAfter: ctx.collective.settings
		})
		.returning();
	if (!run) throw new Error('an import was just opened and is not there');
	ctx.importId = run.id;
	return run;
}

/** Writes down what the import did; one that did nothing leaves no trace. */
export async function closeImport(
	ctx: Context,
	run: ImportRun,
	done: { counts: Record<string, number>; held: Record<string, string[]> } | null
): Promise<void> {
	const own = eq(importRun.id, run.id);
	if (done) await ctx.db.update(importRun).set(done).where(own);
	else await ctx.db.delete(importRun).where(own);
}

/** Imports of the collective, the last one first. */
export async function listImports(ctx: Context): Promise<ImportRun[]> {
	const { held: _held, ...columns } = getTableColumns(importRun);
	return ctx.db.select(columns).from(importRun).orderBy(desc(importRun.number)).limit(1000);
}

/** Kind → identifiers of the rows that these imports left in the name of their folder. */
export async function heldBy(ctx: Context, runs: ImportRun[]): Promise<Record<string, string[]>> {
	const ids = runs.map((run) => run.id);
	const rows = await ctx.db
		.select({ held: importRun.held })
		.from(importRun)
		.where(inArray(importRun.id, ids));
	const all: Record<string, string[]> = {};
	for (const [kind, list] of rows.flatMap((row) => Object.entries(row.held)))
		all[kind] = [...(all[kind] ?? []), ...list];
	return all;
}

/** What an import did to records, the last act first. */
export async function actsOf(ctx: Context, run: ImportRun) {
	return ctx.db
		.select()
		.from(journal)
		.where(and(eq(journal.importId, run.id), isNotNull(journal.recordId)))
		.orderBy(desc(journal.id));
}

/** Notes that an import is undone, and by whom. */
export async function markUndone(ctx: Context, run: ImportRun): Promise<void> {
	const undoneBy = ctx.actor.kind === 'public' ? 'public' : ctx.actor.name;
	await ctx.db
		.update(importRun)
		.set({ undoneAt: ctx.now, undoneBy })
		.where(eq(importRun.id, run.id));
}
