import { inArray, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { isAsWide, mayRead, permissionRule } from '../../actor.ts';
import { peopleOfAudience, type Audience } from '../../vocabulary.ts';
import { belongingsOf } from '../belonging.ts';
import type { Context } from '../context.ts';
import { refuseConfiscating } from '../keeping.ts';
import {
	declaredReaders,
	isPartBy,
	kindNamed,
	narrowedWith,
	readersField,
	type AnyKind
} from '../kinds.ts';
import { record } from '../journal.ts';
import { movedRows, withClosed, type Change } from './closed-parts.ts';
import { holdParts } from './held.ts';
import { columnsOf, type Row } from './rows.ts';
import { storedRows } from './stored.ts';

/**
 * Rows with their readers settled, ready to be written (rule 17): those that the author named, else those that the row had, else
 * the first readers of its kind; and while it is held back, or part of what is, those who write it alone. What tells who was away is
 * never for all members, nor for the public, whoever named them and whatever the row said before.
 * @param before what stands in the place of each row, undefined for a new one
 * @param unnamed who reads a new row that names nobody, in the place of the first readers of its kind
 */
export async function withReaders(
	ctx: Context,
	kind: AnyKind,
	given: Row[],
	before: (Row | undefined)[],
	unnamed?: Audience
): Promise<Row[]> {
	const field = readersField(kind);
	const rows = await movedRows(ctx, kind, given, before);
	const isUnnamed = rows.some((row, index) => !row[field] && !before[index]?.[field]);
	const isAway = rows.map((row) => kind.firstReaders.unlessAway?.(row) === true);
	const sources: Sources =
		isUnnamed || mayBePartOfDraft(kind) ? await sourcesOf(ctx, kind, rows) : new Map<string, Row>();
	const named = rows.map(
		(row, index): Audience =>
			((row[field] ?? before[index]?.[field]) as Audience | null | undefined) ?? // the column of every record
			unnamed ??
			firstReaders(kind, row, sources)
	);
	for (const [index, row] of rows.entries()) {
		const one = named[index];
		if (before[index] || row[field] || !one || mayRead(ctx.actor, one)) continue;
		named[index] = (await readersWithAuthor(ctx, kind, row)) ?? one;
	}
	const isHeld = rows.map(
		(row) => kind.heldBack?.when(row) === true || isPartOfDraft(kind, row, sources)
	);
	const isKept = [...isHeld, ...isAway].includes(true);
	const writers = isKept ? await writersOf(ctx, kind, rows) : [];
	return rows.map((row, index) => {
		const said = named[index] ?? 'team';
		const own = isAway[index] && isForMany(said) ? (writers[index] ?? 'team') : said;
		const read = isHeld[index] ? withinWriters(own, writers[index] ?? 'team') : own;
		return { ...row, [field]: own, audience: read };
	});
}

/** Records that rows refer to, by kind and identifier. */
type Sources = Map<string, Row>;

async function sourcesOf(ctx: Context, kind: AnyKind, rows: Row[]): Promise<Sources> {
	const sources: Sources = new Map();
	for (const field of kind.firstReaders.of) {
		const source = kindNamed(kind.columns[field]?.type.target);
		const ids = [...new Set(rows.flatMap((row) => row[field] ?? []).map(String))];
		if (!source || ids.length === 0) continue;
		const found: Row[] = await ctx.db
			.select()
			.from(source.table as PgTable)
			.where(inArray(source.table.id, ids));
		for (const row of found) sources.set(String(row['id']), row);
		// What a record says of itself may come from its own body: a public meeting of the bureau.
		for (const [id, row] of await sourcesOf(ctx, source, found)) sources.set(id, row);
	}
	return sources;
}

function firstReaders(kind: AnyKind, row: Row, sources: Sources): Audience {
	const said = saidBySources(kind, row, sources);
	const named = kind.firstReaders.named?.(row);
	return named === undefined || isAsWide(named, said) ? said : named;
}

function saidBySources(kind: AnyKind, row: Row, sources: Sources): Audience {
	const { of, unlessAway } = kind.firstReaders;
	// Opening what was held back is an act of its own, even when what it is part of is open.
	const staysClosed = kind.heldBack !== undefined || unlessAway?.(row) === true;
	for (const field of of) {
		const source = kindNamed(kind.columns[field]?.type.target);
		const found = sources.get(String([row[field]].flat()[0]));
		if (!source || !found) continue;
		const said = source.gathers ? gathered(source, found) : declaredReaders(source, found);
		if (said !== 'public' || !staysClosed) return said;
		const closed = firstReaders(source, found, sources);
		return closed === 'public' ? 'members' : closed;
	}
	return lastWord(kind, row);
}

function lastWord({ firstReaders: { else: last } }: AnyKind, row: Row): Audience {
	return (typeof last === 'string' ? last : last(row)) ?? 'team';
}

/** What is said in a body is for those it gathers, and for nobody who may not know of the body. */
function gathered(body: AnyKind, row: Row): Audience {
	const said = body.gathers?.(row) ?? lastWord(body, row);
	const own = row['audience'] as Audience; // the column of every record
	return own === 'public' || isAsWide(own, said) ? said : own;
}

/** Can a row of the kind be a part of a draft? What it refers to is looked up at each writing then, and only then. */
function mayBePartOfDraft(kind: AnyKind): boolean {
	return kind.firstReaders.of.some(
		(field) => isPartBy(kind, field) && kindNamed(kind.columns[field]?.type.target)?.heldBack
	);
}

function isPartOfDraft(kind: AnyKind, row: Row, sources: Sources): boolean {
	return kind.firstReaders.of.some((field) => {
		const source = kindNamed(kind.columns[field]?.type.target);
		const found = isPartBy(kind, field) ? sources.get(String(row[field])) : undefined;
		if (!found) return false;
		return source?.heldBack?.when(found) === true || kind.heldBack?.within?.(row, found) === true;
	});
}

/** Those who write each row: the team, and the pilots of its group when their right reaches it. */
async function writersOf(ctx: Context, kind: AnyKind, rows: Row[]): Promise<Audience[]> {
	const groups = kindNamed('group');
	const pilots = permissionRule(kind.permission)?.roles.includes('pilot') === true;
	if (!pilots || !groups) return rows.map(() => 'team');
	const belongings = await belongingsOf(ctx, kind, rows);
	const ids = [...new Set(belongings.flatMap((one) => one.groups ?? []))];
	const stored = ids.length > 0 ? await storedRows(ctx, groups, inArray(groups.table.id, ids)) : [];
	const codes = new Map(stored.map((row) => [String(row['id']), String(row['code'])]));
	return belongings.map((one): Audience => {
		const code = codes.get(one.groups?.[0] ?? '');
		return code === undefined ? 'team' : `pilots:${code}`;
	});
}

/** Nobody writes what they may not read: the narrowest circle of who keeps the row that its author is of. */
async function readersWithAuthor(
	ctx: Context,
	kind: AnyKind,
	row: Row
): Promise<Audience | undefined> {
	const [pilots = 'team'] = await writersOf(ctx, kind, [row]);
	return [pilots, 'members' as const].find((one) => mayRead(ctx.actor, one));
}

/** Wider than a body: all members, or the public. */
export function isForMany(audience: Audience): boolean {
	return isAsWide(audience, 'members');
}

/** The narrower of what was named and those who write; people who were named stay named. */
function withinWriters(named: Audience, writers: Audience): Audience {
	return peopleOfAudience(named).length > 0 || isAsWide(writers, named) ? named : writers;
}

/**
 * What is part of a record whose readers have changed: closed with it as `closedWith` says, on what their authors named, drafts
 * included; never widened (opening is an act). What it held back, or holds back now, is settled again.
 */
export async function settleParts(
	ctx: Context,
	kind: AnyKind,
	before: Row,
	after: Row,
	{ isOpening = false } = {}
): Promise<void> {
	const change: Change = { was: declaredReaders(kind, before), is: declaredReaders(kind, after) };
	const isHeldOtherwise = kind.heldBack?.when(before) !== kind.heldBack?.when(after);
	const isClosed = !isOpening && !isAsWide(change.is, change.was);
	const isToSettle = isHeldOtherwise || isClosed;
	if (isToSettle && narrowedWith(kind).length > 0) await holdParts(ctx, after);
	for (const { part, field } of narrowedWith(kind)) {
		if (!isToSettle && !part.heldBack?.within) continue;
		const column = columnsOf(part.table)[field];
		if (!column) continue;
		const rows = await storedRows(ctx, part, inArray(column, [String(after['id'])]));
		await settleRows(ctx, part, rows, isClosed ? change : undefined);
	}
}

async function settleRows(
	ctx: Context,
	part: AnyKind,
	rows: Row[],
	change: Change | undefined
): Promise<void> {
	const field = readersField(part);
	const closed = change
		? await withClosed(
				ctx,
				part,
				rows,
				rows.map(() => change)
			)
		: rows;
	if (change && peopleOfAudience(change.is).length > 0)
		await refuseConfiscating(
			ctx,
			part,
			closed.flatMap((row, index) => {
				const [before, audience] = [rows[index] ?? {}, row[field] as Audience]; // the column of readers
				return before[field] === audience ? [] : [{ before, audience }];
			})
		);
	const settled = await withReaders(ctx, part, closed, rows);
	for (const [index, row] of settled.entries()) {
		const before: Row = rows[index] ?? {};
		const changes: Record<string, [unknown, unknown]> = {};
		for (const one of new Set([field, 'audience']))
			if (before[one] !== row[one]) changes[one] = [before[one], row[one]];
		if (Object.keys(changes).length === 0) continue;
		await writeReaders(ctx, part, before, row, changes);
	}
}

/** Writes the readers of a row that has changed in nothing else, tells the journal, and settles its own parts. */
export async function writeReaders(
	ctx: Context,
	kind: AnyKind,
	before: Row,
	row: Row,
	changes: Record<string, [unknown, unknown]>
): Promise<void> {
	const values = Object.fromEntries(Object.keys(changes).map((field) => [field, row[field]]));
	await ctx.db
		.update(kind.table)
		.set({ ...values, version: sql`${kind.table.version} + 1`, updatedAt: ctx.now })
		.where(inArray(kind.table.id, [String(before['id'])]));
	await record(ctx, [
		{
			event: `${kind.name}.changed`,
			kind: kind.name,
			recordId: String(before['id']),
			audience: row['audience'] as Audience, // the column of every record
			data: changes
		}
	]);
	await settleParts(ctx, kind, before, { ...before, ...row });
}
