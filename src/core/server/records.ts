import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { Refused } from '../errors.ts';
import { authoriseRows } from './belonging.ts';
import type { Context } from './context.ts';
import { record, type JournalLine } from './journal.ts';
import { anyKind, type AnyKind, type Columns, type InputOf, type Kind } from './kinds.ts';
import { authorise } from './permissions.ts';
import { saveLinks } from './records/links.ts';
import { refuseUnadmitted } from './records/save-one.ts';
import { rowsOfKey, storedRows } from './records/stored.ts';
import { differences, journalLine, linkValues, tableValues } from './records/values.ts';
import { chunked, type Row } from './records/rows.ts';

export type { Row } from './records/rows.ts';
export { listDependents, removeRecords, type Dependent } from './records/remove.ts';
export { putBack, restoreRecords } from './records/restore.ts';
export { changeRecord, createRecord } from './records/save-one.ts';
export { rowsOfKey, storedRows } from './records/stored.ts';
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
	await refuseUnadmitted(ctx, kind, inserts);
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

async function existingRows(ctx: Context, kind: AnyKind, inputs: Row[]): Promise<Map<string, Row>> {
	// One row at a time looks up its key; an import compares with the whole table.
	const [only] = inputs;
	const rows =
		only && inputs.length === 1 ? await rowsOfKey(ctx, kind, only) : await storedRows(ctx, kind);
	return new Map(rows.map((row) => [keyOf(kind, row), row]));
}
