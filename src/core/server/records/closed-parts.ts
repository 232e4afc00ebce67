import { inArray } from 'drizzle-orm';
import { asOpenAs, closedWith } from '../../closing.ts';
import type { Audience } from '../../vocabulary.ts';
import type { Context } from '../context.ts';
import { declaredReaders, isNarrowedBy, kindNamed, readersField, type AnyKind } from '../kinds.ts';
import { namedReaders } from '../named-readers.ts';
import type { Row } from './rows.ts';
import { storedRows } from './stored.ts';

/** Readers of a record, as its author named them, before and after. */
export interface Change {
	was: Audience;
	is: Audience;
}

/** Parts as the change of their record leaves them, each its own; none for what has not changed of record. */
export async function withClosed(
	ctx: Context,
	part: AnyKind,
	rows: Row[],
	changes: (Change | undefined)[]
): Promise<Row[]> {
	const named = [
		...rows.map((row) => declaredReaders(part, row)),
		...changes.map((one) => one?.is)
	];
	const reads = await namedReaders(
		ctx,
		named.filter((one) => one !== undefined)
	);
	return rows.map((row, index) => {
		const change = changes[index];
		if (!change) return row;
		const own = declaredReaders(part, row);
		return { ...row, [readersField(part)]: closedWith(own, change, reads) };
	});
}

/** Rows that move under another record, and whose readers nobody names anew, are closed as if their record had become that one. */
export async function movedRows(
	ctx: Context,
	kind: AnyKind,
	rows: Row[],
	before: (Row | undefined)[]
): Promise<Row[]> {
	let moved = rows;
	for (const field of Object.keys(kind.columns).filter((one) => isNarrowedBy(kind, one))) {
		const isMoved = (row: Row, was: Row | undefined) =>
			was?.[field] && row[field] && was[field] !== row[field] && !namesReaders(kind, row, was);
		const pairs = moved.map((row, index) => ({ row, was: before[index] }));
		if (!pairs.some(({ row, was }) => isMoved(row, was))) continue;
		const wholes = await wholesOf(ctx, kind, field, [...rows, ...before.filter((one) => !!one)]);
		const changes = pairs.map(({ row, was }) => {
			const [from, to] = [wholes.get(String(was?.[field])), wholes.get(String(row[field]))];
			return isMoved(row, was) && from && to ? { was: from, is: to } : undefined;
		});
		const own = readersField(kind);
		moved = await withClosed(
			ctx,
			kind,
			pairs.map(({ row, was }) => ({ ...row, [own]: row[own] ?? was?.[own] })),
			changes
		);
	}
	return moved;
}

function namesReaders(kind: AnyKind, row: Row, was: Row): boolean {
	const field = readersField(kind);
	return Boolean(row[field]) && row[field] !== was[field];
}

/** Who reads the records that a field of these rows names, as their authors said, by identifier. */
async function wholesOf(
	ctx: Context,
	kind: AnyKind,
	field: string,
	rows: Row[]
): Promise<Map<string, Audience>> {
	const whole = kindNamed(kind.columns[field]?.type.target);
	const ids = [...new Set(rows.flatMap((row) => row[field] ?? []).map(String))];
	if (!whole || ids.length === 0) return new Map();
	const found = await storedRows(ctx, whole, inArray(whole.table.id, ids));
	return new Map(found.map((row) => [String(row['id']), declaredReaders(whole, row)]));
}

/**
 * Rows that come back, by an undo, at most as open as the records that they are part of are now, in what their authors named and in who
 * reads them meanwhile.
 */
export async function asOpenAsWholes(ctx: Context, kind: AnyKind, rows: Row[]): Promise<Row[]> {
	let back = rows;
	for (const field of Object.keys(kind.columns).filter((one) => isNarrowedBy(kind, one))) {
		const wholes = await wholesOf(ctx, kind, field, rows);
		const columns = [...new Set([readersField(kind), 'audience'])];
		const own = back.flatMap((row) => columns.flatMap((one) => (row[one] ?? []) as Audience[])); // the columns of readers
		const reads = await namedReaders(ctx, [...wholes.values(), ...own]);
		back = back.map((row) => {
			const whole = wholes.get(String(row[field]));
			if (!whole) return row;
			const closed = columns.flatMap((one) => {
				const audience = row[one] as Audience | null | undefined; // as above
				return audience ? [[one, asOpenAs(whole, audience, reads)]] : [];
			});
			return { ...row, ...Object.fromEntries(closed) } as Row;
		});
	}
	return back;
}
