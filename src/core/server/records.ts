import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { Refused } from '../errors.ts';
import type { Audience } from '../vocabulary.ts';
import { authoriseRows } from './belonging.ts';
import { disinherit } from './circles.ts';
import type { Context } from './context.ts';
import { record, type JournalLine } from './journal.ts';
import { anyKind, type AnyKind, type Columns, type InputOf, type Kind } from './kinds.ts';
import { authorise } from './permissions.ts';
import { holdRecords, holdWholes } from './records/held.ts';
import { saveLinks } from './records/links.ts';
import { settleParts, withReaders } from './records/readers.ts';
import { refuseUnadmitted } from './records/save-one.ts';
import { rowsOfKey, storedRows } from './records/stored.ts';
import { differences, journalLine, linkValues, tableValues } from './records/values.ts';
import { chunked, type Row } from './records/rows.ts';

export type { Row } from './records/rows.ts';
export { listDependents, removeRecords, type Dependent } from './records/remove.ts';
export { mayPutBack, putBack, restoreRecords } from './records/restore.ts';
export { isForMany, withReaders, writeReaders } from './records/readers.ts';
export { changeRecord, createRecord } from './records/save-one.ts';
export { rowsOfKey, storedRows } from './records/stored.ts';
export { holdRecords } from './records/held.ts';
export type Outcome =
	| { state: 'created'; id: string }
	| { state: 'unchanged'; id: string }
	| { state: 'changed'; id: string; changes: Record<string, [unknown, unknown]> }
	/** Left as it is, or away as it is (no changes then), for that French reason. */
	| { state: 'kept'; id: string; changes: Record<string, [unknown, unknown]>; because: string };

/** What is not to be written over: asked once for all rows, before any is written. */
export interface Sparing {
	/** Identifier of a record that would change → why it stays. */
	changed: (ids: string[]) => Promise<Map<string, string>>;
	/** Key of a row that would be created → the record of that key that was taken away, and why it stays so. */
	removed: (keys: string[]) => Promise<Map<string, { id: string; because: string }>>;
}

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
 * Outcomes are in the order of the rows. With `sparing`, what people did since is left.
 * @param unnamed who reads the new rows that name nobody, when a whole folder says it; the names of the absent stay closed
 */
export async function saveRecords(
	ctx: Context,
	kind: AnyKind,
	rows: Row[],
	{ sparing, unnamed }: { sparing?: Sparing; unnamed?: Audience } = {}
): Promise<Outcome[]> {
	authorise(ctx, kind.permission);
	await holdWholes(ctx, kind, rows);
	const { planned, existing } = await planHeld(ctx, kind, rows, unnamed);
	await authoriseRows(
		ctx,
		kind,
		rowsAtStake(
			kind,
			planned.map(({ input }) => input),
			existing
		)
	);
	const outcomes = await spare(kind, planned, sparing);
	const inserts: Row[] = [];
	const lines: JournalLine[] = [];
	const links: { id: string; input: Row }[] = [];
	const moved: { before: Row; after: Row }[] = [];
	for (const [index, { input, values, before }] of planned.entries()) {
		const outcome = outcomes[index];
		if (!outcome) continue;
		const { state, id } = outcome;
		if (state === 'unchanged' || state === 'kept') continue;
		if (state === 'created') inserts.push({ ...values, id });
		else
			await ctx.db
				.update(kind.table)
				.set({ ...values, version: Number(before?.['version']) + 1, updatedAt: ctx.now })
				.where(eq(kind.table.id, id));
		if (before) moved.push({ before, after: { ...before, ...values } });
		links.push({ id, input });
		lines.push(journalLine(kind, state, id, values, state === 'changed' ? outcome.changes : {}));
	}
	await refuseUnadmitted(ctx, kind, inserts);
	await disinherit(ctx, kind, inserts);
	for (const chunk of chunked(inserts)) await ctx.db.insert(kind.table).values(chunk);
	await saveLinks(ctx, kind, links);
	await record(ctx, lines);
	for (const { before, after } of moved) await settleParts(ctx, kind, before, after);
	return outcomes;
}

/** What becomes of each row, those that change held as they were read: what somebody changes meanwhile is planned again. */
async function planHeld(ctx: Context, kind: AnyKind, rows: Row[], unnamed?: Audience) {
	for (;;) {
		const existing = await existingRows(ctx, kind, rows);
		const standing = rows.map((row) => existing.get(keyOf(kind, row)));
		const inputs = await withReaders(ctx, kind, rows, standing, unnamed);
		const planned = inputs.map((input) => plan(kind, input, existing));
		const changing = planned.flatMap(({ before, outcome }) =>
			before && outcome.state === 'changed' ? [before] : []
		);
		const now = await holdRecords(
			ctx,
			kind,
			changing.map((row) => String(row['id']))
		);
		const isAsRead = changing.every((row) => now.get(String(row['id'])) === row['version']);
		if (isAsRead) return { planned, existing };
	}
}

interface Planned {
	input: Row;
	values: Row;
	before: Row | undefined;
	outcome: Outcome;
}

/** What becomes of a row, before anything is written. */
function plan(kind: AnyKind, input: Row, existing: Map<string, Row>): Planned {
	const values = tableValues(kind, input);
	const before = existing.get(keyOf(kind, input));
	if (!before) return { input, values, before, outcome: { state: 'created', id: uuidv7() } };
	const id = String(before['id']);
	const changes = differences(kind, before, { ...values, ...linkValues(kind, input) });
	const state = Object.keys(changes).length === 0 ? 'unchanged' : 'changed';
	return { input, values, before, outcome: { state, id, changes } };
}

async function spare(kind: AnyKind, planned: Planned[], sparing?: Sparing): Promise<Outcome[]> {
	const outcomes = planned.map((one) => one.outcome);
	if (!sparing) return outcomes;
	const ids = outcomes.flatMap((one) => (one.state === 'changed' ? [one.id] : []));
	const created = planned.filter((one) => one.outcome.state === 'created');
	const changed = await sparing.changed(ids);
	const removed = await sparing.removed(created.map((one) => keyOf(kind, one.input)));
	return planned.map(({ input, outcome }) => {
		const gone = outcome.state === 'created' ? removed.get(keyOf(kind, input)) : undefined;
		if (gone) return { state: 'kept', changes: {}, ...gone };
		const because = outcome.state === 'changed' ? changed.get(outcome.id) : undefined;
		return because && outcome.state === 'changed'
			? { ...outcome, state: 'kept', because }
			: outcome;
	});
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

async function existingRows(ctx: Context, kind: AnyKind, inputs: Row[]): Promise<Map<string, Row>> {
	// One row at a time looks up its key; an import compares with the whole table.
	const [only] = inputs;
	const rows =
		only && inputs.length === 1 ? await rowsOfKey(ctx, kind, only) : await storedRows(ctx, kind);
	return new Map(rows.map((row) => [keyOf(kind, row), row]));
}
