import { eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { decide, isAsWide } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { readersRule } from '#core/server/keeping.ts';
import { partsOf, readersField, type AnyKind } from '#core/server/kinds.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { changeRecord, storedRows, type Row } from '#core/server/records.ts';
import { isAudience, type Audience } from '#core/vocabulary.ts';
import { objectKinds } from '#modules/all.ts';
import { withGuests } from '../lent-readers.ts';
import type { Choice } from './choices.ts';
import { writableRow } from './forms.ts';
import { homeOf, type Home } from './home.ts';
import { readersChoices, readersInWords, unknownReaders } from './readers.ts';
import { audienceCell } from '#core/cells.ts';

/** Parts of a record of one kind, which open with it or stay. */
export interface PartToOpen {
	kind: string;
	/** "3 points d’ordre du jour". */
	label: string;
	/** What each is called, for who decides. */
	titles: string[];
	/** Proposed: they are read by the same people as the record. */
	isWith: boolean;
}

/** What publishing a record would do, before it is done. */
export interface Publication {
	home: Home;
	/** What is published: "Compte rendu de « Bureau du 12 mars »" for what is read on the page of another record. */
	what: string;
	/** Who reads it today, in words. */
	readBy: string;
	choices: Choice[];
	parts: PartToOpen[];
	/** French sentences: what stays closed, and why. */
	staying: string[];
}

/** The page of the act. Refuses as `writableRow` does. */
export async function publicationOf(
	ctx: Context,
	kindName: string,
	id: string
): Promise<Publication> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	const home = await homeOf(ctx, kind, row);
	const parts = await closedParts(ctx, kind, row);
	const audience = row['audience'] as Audience; // the column of every record
	return {
		home,
		what: objectKinds.get(kind.name)?.indexed
			? home.title
			: `${kind.singular.charAt(0).toLocaleUpperCase('fr')}${kind.singular.slice(1)} de « ${home.title} »`,
		readBy: await withGuests(ctx, kind, row, await readersInWords(ctx, audience)),
		choices: (await readersChoices(ctx, kind, row, '', { isOpening: true })).filter(
			({ code }) => code !== 'personnes'
		),
		parts: await Promise.all(
			parts
				.filter(({ open }) => open.length > 0)
				.map(async ({ part, open }) => ({
					kind: part.name,
					label: counted(open.length, part),
					titles: await titlesOf(ctx, part, open),
					isWith: open.every((one) => one['audience'] === audience)
				}))
		),
		staying: [
			...(kind.heldBack?.when(row) && !kind.heldBack.released
				? [`La fiche reste à qui l’écrit jusqu’à ce qui suit : ${kind.heldBack.until}.`]
				: []),
			...parts
				.filter(({ held }) => held.length > 0)
				.map(({ part, held }) => stays(part, held.length))
		]
	};
}

async function titlesOf(ctx: Context, part: AnyKind, rows: Row[]): Promise<string[]> {
	const ids = rows.map((row) => String(row['id']));
	const described = (await objectKinds.get(part.name)?.describe(ctx, ids)) ?? [];
	const titles = new Map(described.map(({ id, title }) => [id, title]));
	return ids.flatMap((id) => titles.get(id) ?? []);
}

/** How many parts of a record could be opened with it and are not read by everybody. */
export async function countClosed(ctx: Context, kind: AnyKind, row: Row): Promise<number> {
	return (await closedParts(ctx, kind, row)).reduce((count, { open }) => count + open.length, 0);
}

function stays(part: AnyKind, count: number): string {
	const because = part.heldBack
		? `il manque ce qui suit : ${part.heldBack.until}`
		: 'le nom d’une personne absente ne s’ouvre pas avec le reste';
	return `${counted(count, part)} : non, ${because}.`;
}

function counted(count: number, kind: AnyKind): string {
	return `${String(count)} ${count > 1 ? kind.plural : kind.singular}`;
}

interface ClosedParts {
	part: AnyKind;
	/** Those that may be opened with the record. */
	open: Row[];
	/** Those that stay as they are. */
	held: Row[];
}

/** What the record is made of and the public does not read, kind by kind. */
async function closedParts(ctx: Context, kind: AnyKind, row: Row): Promise<ClosedParts[]> {
	const found: ClosedParts[] = [];
	const parts = partsOf(kind).flatMap(({ part, field }) => {
		const column = columnsOf(part.table)[field];
		const isAsked =
			!part.columns[field]?.type.many && decide(ctx.actor, { permission: part.permission }).allowed;
		return column && isAsked ? [{ part, column }] : [];
	});
	const some = await partsNotPublic(ctx, parts, row);
	for (const { part, column } of parts) {
		if (!some.has(part.name)) continue;
		const rows = (await storedRows(ctx, part, eq(column, row['id']))).filter(
			(one) =>
				one['audience'] !== 'public' &&
				decide(ctx.actor, { read: one['audience'] as Audience }).allowed // the column of every record
		);
		const isHeld = (one: Row) =>
			part.heldBack?.when(one) === true || part.firstReaders.unlessAway?.(one) === true;
		found.push({
			part,
			open: rows.filter((one) => !isHeld(one)),
			held: rows.filter(isHeld)
		});
	}
	return found;
}

/** Kinds of parts of which some are not read by everybody, in one query: most records have none. */
async function partsNotPublic(
	ctx: Context,
	parts: { part: AnyKind; column: PgColumn }[],
	row: Row
): Promise<Set<string>> {
	if (parts.length === 0) return new Set();
	const each = parts.map(
		({ part, column }) =>
			sql`(select ${part.name}::text as kind from ${part.table} where ${column} = ${row['id']} and ${part.table.audience} <> 'public' limit 1)`
	);
	const { rows } = await ctx.db.execute<{ kind: string }>(sql.join(each, sql` union all `));
	return new Set(rows.map(({ kind }) => kind));
}

/**
 * Opens a record to these readers, with the parts that were chosen: never narrower than they are. What is held back is said to be
 * published when the kind knows how, and stays with those who write it otherwise.
 * Refuses (422) readers that cannot be chosen, (403) who may not write.
 */
export async function publishRecord(
	ctx: Context,
	kindName: string,
	id: string,
	sent: { readers: string; parts: readonly string[] }
): Promise<Home> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	const read = audienceCell.read(sent.readers);
	if ('refusal' in read || !isAudience(read.value))
		throw new Refused('invalid', [
			{ code: 'readers', field: 'lecteurs', message: 'Choisissez qui lira cette fiche.' }
		]);
	const whyNot = await readersRule(ctx, kind, row, row);
	const because = (await unknownReaders(ctx, read.value)) ?? (await whyNot(read.value));
	if (because)
		throw new Refused('invalid', [{ code: 'readers', field: 'lecteurs', message: because }]);
	const parts = await closedParts(ctx, kind, row);
	await openTo(ctx, kind, row, read.value);
	for (const { part, open } of parts)
		if (sent.parts.includes(part.name))
			for (const one of open) await openTo(ctx, part, await again(ctx, part, one), read.value);
	return homeOf(ctx, kind, row);
}

/** The row as it stands now: opening the record may have moved its parts. */
async function again(ctx: Context, kind: AnyKind, row: Row): Promise<Row> {
	const [now] = await storedRows(ctx, kind, eq(kind.table.id, row['id']));
	return now ?? row;
}

async function openTo(ctx: Context, kind: AnyKind, row: Row, readers: Audience): Promise<void> {
	const field = readersField(kind);
	const declared = row[field] as Audience; // never empty once stored
	const wanted = declared === readers || isAsWide(declared, readers) ? declared : readers;
	const values = { ...row, ...kind.heldBack?.released, [field]: wanted };
	await changeRecord(ctx, kind, String(row['id']), values, Number(row['version']));
}
