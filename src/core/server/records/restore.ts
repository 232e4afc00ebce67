import { eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { absent, Refused } from '../../errors.ts';
import type { Audience } from '../../vocabulary.ts';
import { authoriseRows } from '../belonging.ts';
import { followCode, restoreBearers, withBearersBack } from '../circles.ts';
import type { Context } from '../context.ts';
import { record } from '../journal.ts';
import { authoriseBecoming, authorisePuttingAway } from '../keeping.ts';
import { declaredReaders, isNarrowedBy, readersField, type AnyKind } from '../kinds.ts';
import { authorise } from '../permissions.ts';
import { asOpenAsWholes } from './closed-parts.ts';
import { holdRecords, holdWholes } from './held.ts';
import { linkEntries, saveLinks } from './links.ts';
import { settleParts, withReaders, writeReaders } from './readers.ts';
import { touchReferences } from './remove.ts';
import { chunked, columnsOf, type Row } from './rows.ts';
import { storedRows } from './stored.ts';

/** What changed, as the journal tells it: field → [value before, value after]. */
type Changes = Record<string, [unknown, unknown]>;

/**
 * Brings removed records back as the journal kept them, under their own identifier, at most as open as what they are part of is now.
 * Refuses as their creation would be refused. Returns those that fewer read than when they were removed.
 */
export async function restoreRecords(ctx: Context, kind: AnyKind, kept: Row[]): Promise<string[]> {
	authorise(ctx, kind.permission);
	authorisePuttingAway(ctx, kind);
	await holdWholes(ctx, kind, kept);
	const known: Row[] = [];
	for (const row of kept) known.push(await withBearersBack(ctx, row));
	const rows = await asOpenAsWholes(ctx, kind, known);
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
	return rows.flatMap((row, index) =>
		declaredReaders(kind, row) === declaredReaders(kind, known[index] ?? row)
			? []
			: [String(row['id'])]
	);
}

/**
 * Undoes a change of a record, told as the journal does: field → [value before, value after]. Refuses as the change back would be
 * refused, in the readers that it gives too: at most those of what the record is part of, now. Returns whether these are fewer than
 * the journal kept; nothing is written when nothing else came back.
 */
export async function putBack(
	ctx: Context,
	kind: AnyKind,
	id: string,
	kept: Changes
): Promise<boolean> {
	await holdRecords(ctx, kind, [id]);
	await holdWholes(ctx, kind, [
		Object.fromEntries(Object.entries(kept).map(([field, [before]]) => [field, before]))
	]);
	const whole: Changes = {};
	for (const [field, [before, after]] of Object.entries(kept))
		whole[field] = [(await withBearersBack(ctx, { before }))['before'], after];
	const { standing, changes } = await authorisePuttingBack(ctx, kind, id, whole);
	const isNarrower = Object.entries(whole).some(([field, [before]]) =>
		changes[field] ? changes[field][0] !== before : true
	);
	if (Object.keys(changes).length === 0) return isNarrower;
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
	return isNarrower;
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
	changes: Changes
): Promise<boolean> {
	try {
		await authorisePuttingBack(ctx, kind, id, changes);
		return true;
	} catch (failure) {
		if (failure instanceof Refused) return false;
		throw failure;
	}
}

/**
 * The row as it stands, and what comes back: its former readers as long as what it is part of has them, and no readers that it has
 * already. Refuses as changing it back would be refused.
 */
async function authorisePuttingBack(
	ctx: Context,
	kind: AnyKind,
	id: string,
	whole: Changes
): Promise<{ standing: Row; changes: Changes }> {
	authorise(ctx, kind.permission);
	const [standing] = await storedRows(ctx, kind, eq(kind.table.id, id));
	if (!standing) throw absent('Cette fiche n’existe plus.');
	const back = Object.entries(whole).map(([field, [before]]) => [field, before] as const);
	const former: Row = { ...standing, ...Object.fromEntries(back) };
	const moves = Object.keys(whole).some(
		(field) => ['audience', readersField(kind)].includes(field) || isNarrowedBy(kind, field)
	);
	const [becoming = former] = moves ? await asOpenAsWholes(ctx, kind, [former]) : [];
	const changes: Changes = { ...whole };
	for (const field of new Set(['audience', readersField(kind)])) {
		if (becoming[field] === former[field]) continue;
		if (becoming[field] === standing[field]) delete changes[field];
		else changes[field] = [becoming[field], standing[field]];
	}
	await authoriseRows(ctx, kind, [standing, becoming]);
	await authoriseBecoming(ctx, kind, standing, becoming);
	return { standing, changes };
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
