import { asc, eq } from 'drizzle-orm';
import type { Done } from '#core/done.ts';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { restoreRecords, storedRows, type Row } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import {
	canUndo,
	changesIn,
	FOR_EVER,
	holdForUndo,
	isOwn,
	lastLineOf,
	mayUndo,
	NOT_THE_LAST,
	putPartBack,
	removeRecord,
	type Line,
	type Undone
} from './history.ts';
import { homeOf, kindOf } from './home.ts';

/**
 * What this unit of work has written, for the message that says it and offers to undo it whole. `added`: the record of a form that was
 * sent before, and wrote it then.
 */
export async function doneIn(ctx: Context, added?: { kind: string; id: string }): Promise<Done> {
	const before = added && ctx.acts.length === 0 ? await creationOf(ctx, added) : undefined;
	if (ctx.acts.length === 0 && !before) return 'same';
	const act = before?.act ?? ctx.act;
	for (const line of await linesOf(ctx, act)) if (!(await mayUndo(ctx, line))) return 'final';
	return { act };
}

/** The line that tells of the creation of a record to which its author has done nothing more. */
async function creationOf(
	ctx: Context,
	{ kind, id }: { kind: string; id: string }
): Promise<Line | undefined> {
	const line = await lastLineOf(ctx, kind, id);
	return line && isOwn(ctx, line) && line.event === `${kind}.created` ? line : undefined;
}

/** What an act did to one record. */
interface Written {
	kind: AnyKind;
	id: string;
	lines: Line[];
	/** Nobody has done anything to the record since. */
	isLast: boolean;
}

/**
 * Undoes all that one unit of work wrote: a publication with its parts, a roll call with its answers. Whole or not at all: refuses (422)
 * when one of its records has changed since, but for the parts of a record that comes back, which follow it. Refuses as `undoAct` does.
 * It is for who did it: others undo from the history of each record. Returns where the first of its records is read.
 */
export async function undoWhole(ctx: Context, act: string): Promise<Undone> {
	const written = await writtenBy(ctx, act);
	const [first] = written;
	if (!first) throw new Error(`the act ${act} wrote no record`);
	const left = await leftAlone(ctx, written);
	const undone = written.filter((one) => !left.has(one));
	const old = undone.filter((one) => !isNew(one));
	const row = (await rowNow(ctx, first)) ?? keptRow(first);
	let isNarrower = false;
	for (const one of old.toReversed()) {
		const kept = keptRow(one);
		if (kept && (await restoreRecords(ctx, one.kind, [kept])).length > 0) isNarrower = true;
	}
	for (const { kind, id, lines } of old) {
		const changes = changesOf(lines);
		if (Object.keys(changes).length > 0 && (await putPartBack(ctx, { kind, id, changes })))
			isNarrower = true;
	}
	for (const one of undone.toReversed()) {
		const added = old.includes(one) ? undefined : await rowNow(ctx, one);
		if (added) await removeRecord(ctx, one.kind, added, { takenBack: true });
	}
	const home = await homeOf(ctx, first.kind, isNew(first) ? { ...row, id: null } : { ...row });
	return { ...home, isNarrower };
}

/** Records in the order in which the act wrote them. Refuses (404) an act that wrote none, or of somebody else, (422) one that is for ever. */
async function writtenBy(ctx: Context, act: string): Promise<Written[]> {
	const lines = await linesOf(ctx, act);
	if (lines.length === 0 || !lines.every((line) => isOwn(ctx, line)))
		throw absent('Cet acte n’est pas au journal.');
	if (!lines.every(canUndo)) throw new Refused('invalid', [FOR_EVER]);
	const records = Map.groupBy(lines, ({ kind, recordId }) => `${kind ?? ''}/${recordId ?? ''}`);
	const written: Written[] = [];
	for (const own of records.values()) {
		const last = own.at(-1);
		const kind = kindOf(last?.kind ?? '');
		const id = last?.recordId ?? '';
		await holdForUndo(ctx, kind, id);
		const isLast = (await lastLineOf(ctx, kind.name, id))?.id === last?.id;
		written.push({ kind, id, lines: own, isLast });
	}
	return written;
}

/** Lines of the journal that one unit of work wrote, the first it wrote first. */
function linesOf(ctx: Context, act: string): Promise<Line[]> {
	if (!isRecordId(act)) return Promise.resolve([]);
	return ctx.db.select().from(journal).where(eq(journal.act, act)).orderBy(asc(journal.id));
}

/** What has changed since and stays as it is: parts of what comes back. Refuses when anything else has. */
async function leftAlone(ctx: Context, written: Written[]): Promise<Set<Written>> {
	const back = new Set(written.filter(({ isLast }) => isLast).map(({ id }) => id));
	const left = new Set(written.filter(({ isLast }) => !isLast));
	for (const one of left) {
		const row: Row = (await rowNow(ctx, one)) ?? {};
		const isPart = [...back].some((id) => Object.values(row).includes(id));
		if (!isPart) throw new Refused('invalid', [NOT_THE_LAST]);
	}
	return left;
}

/** Value before the first of these changes and after the last, by field. */
function changesOf(lines: Line[]): Record<string, [unknown, unknown]> {
	const changes: Record<string, [unknown, unknown]> = {};
	for (const line of lines.filter(({ event }) => event.endsWith('.changed')))
		for (const [field, [before, after]] of Object.entries(changesIn(line)))
			changes[field] = [changes[field] ? changes[field][0] : before, after];
	return changes;
}

const isNew = ({ lines }: Written) => lines[0]?.event.endsWith('.created') === true;

/** The row as its removal kept it; undefined when the act did not remove it. */
function keptRow({ lines }: Written): Row | undefined {
	return lines.at(-1)?.data['row'] as Row | undefined; // the whole row, as removeRecords keeps it
}

async function rowNow(ctx: Context, { kind, id }: Written): Promise<Row | undefined> {
	const [row] = await storedRows(ctx, kind, eq(kind.table.id, id));
	return row;
}
