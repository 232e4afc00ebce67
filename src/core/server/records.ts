import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import { Refused } from '../errors.ts';
import { boundsOf, parsePartialDate } from '../partial-date.ts';
import type { Audience } from '../vocabulary.ts';
import { authoriseRows } from './belonging.ts';
import type { Context } from './context.ts';
import { record, type JournalLine } from './journal.ts';
import { anyKind, type AnyKind, type Columns, type InputOf, type Kind } from './kinds.ts';
import { authorise } from './permissions.ts';
import { linkedIds, linkEntries, saveLinks } from './records/links.ts';
import { chunked, columnsOf, type Row } from './records/rows.ts';

export type { Row } from './records/rows.ts';
export { listDependents, removeRecords, type Dependent } from './records/remove.ts';
export { putBack, restoreRecords } from './records/restore.ts';
export type Outcome =
	| { state: 'created'; id: string }
	| { state: 'unchanged'; id: string }
	| { state: 'changed'; id: string; changes: Record<string, [unknown, unknown]> };

/**
 * Creates the record, or changes the one that has the same key, and writes the journal. References are
 * identifiers here. Repeating it changes nothing. Refuses (403) without the kind's permission, and (422) when
 * the kind's own rules do.
 */
export async function saveRecord<C extends Columns>(
	ctx: Context,
	kind: Kind<C>,
	input: InputOf<C>
): Promise<Outcome> {
	const refusals = kind.check?.(input) ?? [];
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const [outcome] = await saveRecords(ctx, anyKind(kind), [input]);
	if (!outcome) throw new Error('one row in, no outcome out');
	return outcome;
}

/**
 * The same for many rows, already checked, each key once: one query to read what exists, few to write.
 * Outcomes are in the order of the rows.
 */
export async function saveRecords(ctx: Context, kind: AnyKind, inputs: Row[]): Promise<Outcome[]> {
	authorise(ctx, kind.permission);
	const existing = await existingRows(ctx, kind, inputs);
	await authoriseRows(ctx, kind, rowsAtStake(kind, inputs, existing));
	const outcomes: Outcome[] = [];
	const inserts: Row[] = [];
	const lines: JournalLine[] = [];
	const links: { id: string; input: Row }[] = [];
	for (const input of inputs) {
		const values = tableValues(kind, input);
		const before = existing.get(keyOf(kind, input));
		if (!before) {
			const id = uuidv7();
			inserts.push({ ...values, id });
			outcomes.push({ state: 'created', id });
			links.push({ id, input });
			lines.push(journalLine(kind, 'created', id, values, {}));
			continue;
		}
		const id = String(before['id']);
		const changes = differences(kind, before, { ...values, ...linkValues(kind, input) });
		if (Object.keys(changes).length === 0) {
			outcomes.push({ state: 'unchanged', id });
			continue;
		}
		await ctx.db
			.update(kind.table)
			.set({ ...values, version: Number(before['version']) + 1, updatedAt: ctx.now })
			.where(eq(kind.table.id, id));
		outcomes.push({ state: 'changed', id, changes });
		links.push({ id, input });
		lines.push(journalLine(kind, 'changed', id, values, changes));
	}
	for (const chunk of chunked(inserts)) await ctx.db.insert(kind.table).values(chunk);
	await saveLinks(ctx, kind, links);
	await record(ctx, lines);
	return outcomes;
}

/** What is to be written and what stands in its place: nobody takes over a row that they may not write. */
function rowsAtStake(kind: AnyKind, inputs: Row[], existing: Map<string, Row>): Row[] {
	return inputs.flatMap((input) => {
		const before = existing.get(keyOf(kind, input));
		return before ? [before, { ...input, id: before['id'] }] : [input];
	});
}

/** Identifies a row inside its kind, whatever the order of the columns. */
export function keyOf(kind: AnyKind, row: Row): string {
	return JSON.stringify(kind.key.map((field) => row[field] ?? null));
}

/** Every stored row of a kind, several references included as lists of identifiers under their field. */
export async function storedRows(ctx: Context, kind: AnyKind, where?: SQL): Promise<Row[]> {
	const rows: Row[] = await ctx.db
		.select()
		.from(kind.table as PgTable)
		.where(where);
	for (const [field, link] of linkEntries(kind)) {
		const byOwner = await linkedIds(ctx, link);
		for (const row of rows) row[field] = byOwner.get(String(row['id'])) ?? [];
	}
	return rows;
}

async function existingRows(ctx: Context, kind: AnyKind, inputs: Row[]): Promise<Map<string, Row>> {
	const columns = columnsOf(kind.table);
	// One row at a time (a form) looks up its key; an import compares with the whole table.
	const only = inputs.length === 1 ? inputs[0] : undefined;
	const where = only
		? and(
				...kind.key.map((field) => {
					const column = columns[field];
					if (!column) throw new Error(`${kind.name}: key ${field} is no column`);
					const value = only[field] ?? null;
					return value === null ? isNull(column) : eq(column, value);
				})
			)
		: undefined;
	const rows = await storedRows(ctx, kind, where);
	return new Map(rows.map((row) => [keyOf(kind, row), row]));
}

/** What goes into the table: the row, what the kind computes, and the last day of each vague date. */
function tableValues(kind: AnyKind, input: Row): Row {
	const columns = columnsOf(kind.table);
	const values: Row = {};
	for (const field of Object.keys(kind.columns)) {
		if (!columns[field] || kind.links?.[field]) continue;
		values[field] = input[field] ?? null;
		if (columns[`${field}Last`]) values[`${field}Last`] = lastDayOf(input[field]);
	}
	// What the kind computes wins: it has seen the empty cells.
	Object.assign(values, kind.complete?.(values));
	// An absent audience keeps the default of the table.
	if (values['audience'] === null) values['audience'] = 'public';
	return values;
}

function lastDayOf(value: unknown): string | null {
	const date = typeof value === 'string' ? parsePartialDate(value) : null;
	return date ? boundsOf(date).last : null;
}

function linkValues(kind: AnyKind, input: Row): Row {
	return Object.fromEntries(linkEntries(kind).map(([field]) => [field, input[field] ?? []]));
}

function differences(kind: AnyKind, before: Row, after: Row): Record<string, [unknown, unknown]> {
	const changes: Record<string, [unknown, unknown]> = {};
	for (const [field, value] of Object.entries(after)) {
		const previous = before[field] ?? null;
		const sorted = kind.links?.[field] !== undefined;
		if (canonical(previous, sorted) !== canonical(value ?? null, sorted))
			changes[field] = [previous, value ?? null];
	}
	return changes;
}

/** Text equal for equal values: jsonb does not keep the order of keys. */
function canonical(value: unknown, sortList = false): string {
	return JSON.stringify(
		sortList && Array.isArray(value) ? [...value].sort() : value,
		(_key, inner: unknown) =>
			inner && typeof inner === 'object' && !Array.isArray(inner)
				? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
				: inner
	);
}

function journalLine(
	kind: AnyKind,
	verb: 'created' | 'changed',
	id: string,
	values: Row,
	changes: Row
): JournalLine {
	return {
		event: `${kind.name}.${verb}`,
		kind: kind.name,
		recordId: id,
		audience: values['audience'] as Audience, // written by tableValues from the audience column
		data: changes
	};
}
