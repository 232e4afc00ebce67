import { eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { absent, Refused } from '../../errors.ts';
import type { Audience } from '../../vocabulary.ts';
import { authoriseRows } from '../belonging.ts';
import { followCode, restoreBearers, withBearersBack } from '../circles.ts';
import type { Context } from '../context.ts';
import { record } from '../journal.ts';
import { authoriseBecoming, authorisePuttingAway } from '../keeping.ts';
import type { AnyKind } from '../kinds.ts';
import { authorise } from '../permissions.ts';
import { linkEntries, saveLinks } from './links.ts';
import { settleParts, withReaders, writeReaders } from './readers.ts';
import { touchReferences } from './remove.ts';
import { chunked, columnsOf, type Row } from './rows.ts';
import { storedRows } from './stored.ts';

/** Brings removed records back as the journal kept them, under their own identifier. Refuses as their creation would be refused. */
export async function restoreRecords(ctx: Context, kind: AnyKind, kept: Row[]): Promise<void> {
	authorise(ctx, kind.permission);
	authorisePuttingAway(ctx, kind);
	const rows: Row[] = [];
	for (const row of kept) rows.push(await withBearersBack(ctx, row));
	await authoriseRows(ctx, kind, rows);
	for (const row of rows) await authoriseBecoming(ctx, kind, null, row);
	// What is held back today, or tells who was away, may have been open when it was removed.
	const settled = await withReaders(ctx, kind, rows, rows);
	const full = settled.map((row) => fromJournal(kind.table, row));
	for (const chunk of chunked(full)) await ctx.db.insert(kind.table).values(chunk);
	await saveLinks(
		ctx,
		kind,
		rows.map((row) => ({ id: String(row['id']), input: row }))
	);
	await record(
		ctx,
		settled.map((row) => ({
			event: `${kind.name}.created`,
			kind: kind.name,
			recordId: String(row['id']),
			audience: row['audience'] as Audience // the column of every record
		}))
	);
	await restoreBearers(ctx, kind, rows);
	touchReferences(ctx, kind, rows);
}

/**
 * Undoes a change of a record, told as the journal does: field → [value before, value after]. Refuses as the change back would be
 * refused, in the readers that it gives too.
 */
export async function putBack(
	ctx: Context,
	kind: AnyKind,
	id: string,
	kept: Record<string, [unknown, unknown]>
): Promise<void> {
	const changes: typeof kept = {};
	for (const [field, [before, after]] of Object.entries(kept))
		changes[field] = [(await withBearersBack(ctx, { before }))['before'], after];
	const standing = await authorisePuttingBack(ctx, kind, id, changes);
	const links = new Set(linkEntries(kind).map(([field]) => field));
	const values = Object.entries(changes).map(([field, [before]]) => [field, before] as const);
	const own = Object.fromEntries(values.filter(([field]) => !links.has(field)));
	const [put] = await ctx.db
		.update(kind.table)
		.set({
			...fromJournal(kind.table, own),
			version: sql`${kind.table.version} + 1`,
			updatedAt: ctx.now
		})
		.where(eq(kind.table.id, id))
		.returning({ audience: sql<Audience>`${kind.table.audience}` });
	for (const [field, before] of values.filter(([name]) => links.has(name))) {
		const one = { ...kind, links: { [field]: kind.links?.[field] } };
		await saveLinks(ctx, one, [{ id, input: { [field]: before } }]);
	}
	const swapped = Object.fromEntries(
		Object.entries(changes).map(([field, [before, after]]) => [field, [after, before]])
	);
	await record(ctx, [
		{
			event: `${kind.name}.changed`,
			kind: kind.name,
			recordId: id,
			...(put ? { audience: put.audience } : {}),
			data: swapped
		}
	]);
	await settleAgain(ctx, kind, id, standing);
	await followCode(ctx, kind, standing, { ...standing, ...own });
}

/** A state that came back may hold the row back again, and its parts with it. */
async function settleAgain(ctx: Context, kind: AnyKind, id: string, standing: Row): Promise<void> {
	const [row] = await storedRows(ctx, kind, eq(kind.table.id, id));
	const [settled] = row ? await withReaders(ctx, kind, [row], [row]) : [];
	if (!row || !settled) return;
	if (settled['audience'] === row['audience']) return settleParts(ctx, kind, standing, row);
	const changes = { audience: [row['audience'], settled['audience']] as [unknown, unknown] };
	return writeReaders(ctx, kind, row, settled, changes);
}

/** Would the actor be let undo this change? */
export async function mayPutBack(
	ctx: Context,
	kind: AnyKind,
	id: string,
	changes: Record<string, [unknown, unknown]>
): Promise<boolean> {
	try {
		await authorisePuttingBack(ctx, kind, id, changes);
		return true;
	} catch (failure) {
		if (failure instanceof Refused) return false;
		throw failure;
	}
}

/** The row as it stands. Refuses as changing it back would be refused. */
async function authorisePuttingBack(
	ctx: Context,
	kind: AnyKind,
	id: string,
	changes: Record<string, [unknown, unknown]>
): Promise<Row> {
	authorise(ctx, kind.permission);
	const [stored] = await storedRows(ctx, kind, eq(kind.table.id, id));
	if (!stored) throw absent('Cette fiche n’existe plus.');
	const back = Object.entries(changes).map(([field, [before]]) => [field, before] as const);
	const becoming: Row = { ...stored, ...Object.fromEntries(back) };
	await authoriseRows(ctx, kind, [stored, becoming]);
	await authoriseBecoming(ctx, kind, stored, becoming);
	return stored;
}

/** JSON has no instants: they are read back from their text. */
function fromJournal(table: PgTable, row: Row): Row {
	const columns = columnsOf(table);
	return Object.fromEntries(
		Object.entries(row).flatMap(([field, value]) => {
			const column = columns[field];
			if (!column) return [];
			const isInstant = column.dataType === 'date' && typeof value === 'string';
			return [[field, isInstant ? new Date(value) : value]];
		})
	);
}
