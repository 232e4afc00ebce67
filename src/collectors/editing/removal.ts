import { eq, getTableName, inArray, sql } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { partsOf, type AnyKind } from '#core/server/kinds.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { linkEntries } from '#core/server/records/links.ts';
import { listDependents, removeRecords, storedRows, type Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { writeShown, type Shown } from '#core/shown.ts';
import type { Audience } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { kinds } from '#modules/all.ts';
import { homeOf } from './home.ts';
import { labelsOf } from './upkeep.ts';

/** Rows of one kind, by their title, in French: "points d’ordre du jour". */
export interface RowsNamed {
	plural: string;
	/** How many there are, of which the first are named. */
	count: number;
	rows: { label: string; path: string }[];
}

/** What the removal of a record does, or why it cannot be. */
export interface Removal {
	/** What only composes the record, and leaves with it. */
	leaving: RowsNamed[];
	/** What refers to it, and is more than a part of it: it stays as long as these do. */
	kept: RowsNamed[];
	/** French: what refers to it and is told to others only; null when nothing is. */
	unread: string | null;
	isAllowed: boolean;
	/** The record and what leaves with it, for the field `SHOWN` of the form. */
	shown: string;
}

/** Titles that are told of each kind. */
const MOST = 50;

/** A row that refers to a record. */
interface Tie {
	kind: AnyKind;
	row: Row;
	/** Field by which it refers. */
	field: string;
}

/** What a record is made of and what refers to it, before anything is removed. */
export async function removalOf(ctx: Context, kind: AnyKind, row: Row): Promise<Removal> {
	const { parts, others, unread } = await tiesOf(ctx, kind, row);
	return {
		leaving: await named(ctx, parts),
		kept: await named(ctx, others),
		unread:
			unread > 0
				? `${counted(unread, 'autre fiche y renvoie', 'autres fiches y renvoient')}, que vous ne lisez pas`
				: null,
		isAllowed: others.length === 0 && unread === 0,
		shown: writeShown(await shownOf(ctx, kind, row, parts))
	};
}

/**
 * Takes a record away with what only composes it, in one act that is undone whole. Refuses (403) as `removeRecords` does, (422) as long
 * as anything else refers to it, and what is no longer what was shown.
 * @param shown the field `SHOWN` of the form
 */
export async function removeWhole(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	shown: string
): Promise<void> {
	const { parts, others, unread } = await tiesOf(ctx, kind, row);
	if (others.length > 0 || unread > 0)
		throw new Refused('invalid', [
			{
				code: 'still-referred-to',
				message:
					'D’autres fiches renvoient à celle-ci depuis que cette page est ouverte : voyez lesquelles.'
			}
		]);
	refuseUnlessShown(shown, await shownOf(ctx, kind, row, parts));
	for (const [of, own] of Map.groupBy(parts.toReversed(), (one) => one.kind))
		await removeRecords(
			ctx,
			of,
			own.map((one) => one.row)
		);
	await removeRecords(ctx, kind, [row]);
}

/** Parts of the record, the parts of these after them, then the rows that refer to any of them without being parts. */
async function tiesOf(ctx: Context, kind: AnyKind, row: Row) {
	const parts: Tie[] = [];
	const whole: { kind: AnyKind; row: Row }[] = [{ kind, row }];
	for (const one of whole)
		for (const { part, field } of partsOf(one.kind))
			for (const own of await referring(ctx, part, field, String(one.row['id']))) {
				if (whole.some((known) => known.row['id'] === own['id'])) continue;
				parts.push({ kind: part, row: own, field });
				whole.push({ kind: part, row: own });
			}
	const leaving = new Set(whole.map((one) => String(one.row['id'])));
	const isRead = ({ row: own }: Tie) => mayRead(ctx.actor, own['audience'] as Audience); // the column of every record
	const tied: Tie[] = [];
	for (const one of whole) tied.push(...(await tiedTo(ctx, one.kind, String(one.row['id']))));
	const others = tied.filter((one) => !leaving.has(String(one.row['id'])));
	const unknown = await outsideKinds(ctx, whole);
	return {
		parts: parts.filter(isRead),
		others: others.filter(isRead),
		unread: [...parts, ...others].filter((one) => !isRead(one)).length + unknown
	};
}

/** Every row that refers to a record, whatever its kind and by whichever of its columns. */
async function tiedTo(ctx: Context, kind: AnyKind, id: string): Promise<Tie[]> {
	const found: Tie[] = [];
	for (const other of kinds)
		for (const [field, { type }] of Object.entries(other.columns)) {
			if (type.target !== kind.name) continue;
			const rows = await referring(ctx, other, field, id);
			found.push(...rows.map((row) => ({ kind: other, row, field })));
		}
	return found;
}

async function referring(ctx: Context, kind: AnyKind, field: string, id: string): Promise<Row[]> {
	const link = kind.links?.[field];
	if (!link) {
		const column = columnsOf(kind.table)[field];
		return column ? storedRows(ctx, kind, eq(column, id)) : [];
	}
	const { [link.owner]: owner, [link.target]: target } = columnsOf(link.table);
	if (!owner || !target) return [];
	const owners = ctx.db
		.select({ id: sql<string>`${owner}` })
		.from(link.table)
		.where(eq(target, id));
	return storedRows(ctx, kind, inArray(kind.table.id, owners));
}

/** How many rows that no kind tells refer to these records: an account, to its person. */
async function outsideKinds(ctx: Context, whole: { kind: AnyKind; row: Row }[]): Promise<number> {
	const tables = new Set(
		kinds.flatMap((one) => [
			getTableName(one.table),
			...linkEntries(one).map(([, link]) => getTableName(link.table))
		])
	);
	let count = 0;
	for (const [kind, own] of Map.groupBy(whole, (one) => one.kind)) {
		const ids = own.map((one) => String(one.row['id']));
		for (const one of await listDependents(ctx, kind, ids))
			if (!tables.has(one.table)) count += one.count;
	}
	return count;
}

async function named(ctx: Context, rows: Tie[]): Promise<RowsNamed[]> {
	const lists: RowsNamed[] = [];
	for (const [kind, own] of Map.groupBy(rows, (one) => one.kind)) {
		const once = onceEach(own);
		const told = once.slice(0, MOST);
		const labels = await labelsOfTies(ctx, told);
		const lines: RowsNamed['rows'] = [];
		for (const { row } of told) {
			const { path } = await homeOf(ctx, kind, row);
			lines.push({ label: labels.get(String(row['id'])) ?? kind.singular, path });
		}
		lists.push({ plural: kind.plural, count: once.length, rows: lines });
	}
	return lists;
}

function onceEach(ties: Tie[]): Tie[] {
	return [...new Map(ties.map((one) => [one.row['id'], one])).values()];
}

/** What each row is called, by its identifier. */
async function labelsOfTies(ctx: Context, ties: Tie[]): Promise<Map<string, string>> {
	const labels = new Map<string, string>();
	for (const [kind, own] of Map.groupBy(ties, (one) => one.kind))
		for (const [field, alike] of Map.groupBy(own, (one) => one.field)) {
			const rows = alike.map((one) => one.row);
			for (const [id, label] of await labelsOf(ctx, kind, field, rows)) labels.set(id, label);
		}
	return labels;
}

/** The record, and what leaves with it. */
async function shownOf(ctx: Context, kind: AnyKind, row: Row, parts: Tie[]): Promise<Shown[]> {
	const leaving = onceEach(parts);
	const labels = await labelsOfTies(ctx, leaving);
	const { title } = await homeOf(ctx, kind, row);
	return [
		shownAs(ctx, `${kind.name}/${String(row['id'])}`, title, row),
		...leaving.map((part) => {
			const id = String(part.row['id']);
			const label = labels.get(id) ?? part.kind.singular;
			return shownAs(ctx, `${part.kind.name}/${id}`, label, part.row);
		})
	];
}
