import { and, eq, ne, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { decide, isAsWide } from '#core/actor.ts';
import { audienceCell } from '#core/cells.ts';
import { isAsWideToday } from '#core/closing.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { readersRule } from '#core/server/keeping.ts';
import { declaredReaders, partsOf, readersField, type AnyKind } from '#core/server/kinds.ts';
import { namedReaders } from '#core/server/named-readers.ts';
import { visible } from '#core/server/permissions.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { changeRecord, storedRows, type Row } from '#core/server/records.ts';
import { writeShown, type Shown } from '#core/shown.ts';
import { audiences, isAudience, peopleOfAudience, type Audience } from '#core/vocabulary.ts';
import { objectKinds } from '#modules/all.ts';
import { withGuests } from '../lent-readers.ts';
import type { Choice } from './choices.ts';
import { writableRow } from './forms.ts';
import { homeOf, type Home } from './home.ts';
import { attachedTo } from './parts.ts';
import { readersChoices, readersInWords, unknownReaders } from './readers.ts';
import { labelsOf } from './upkeep.ts';

/** Parts of a record of one kind, which open with it or stay, one by one or all together. */
export interface PartsToOpen {
	kind: string;
	/** "3 points d’ordre du jour". */
	label: string;
	/** As the form names each, what it is called, and who reads it today, in words. */
	rows: { ref: string; title: string; readBy: string }[];
	/** Those that one box may open together: not what is kept to named people, which is opened by its own. */
	together: string[];
}

/** What a record is made of, or tied to, and publishing it leaves as it is. */
export interface Staying {
	/** French sentence: how many, and why. */
	because: string;
	titles: string[];
}

/** What publishing a record would do, before it is done. */
export interface Publication {
	home: Home;
	/** As the form names it. */
	ref: string;
	/** What is published: "Compte rendu de « Bureau du 12 mars »" for what is read on the page of another record. */
	what: string;
	/** Who reads it today, in words. */
	readBy: string;
	/** Everybody reads the record: only what it is made of may be opened, and to everybody. */
	isRest: boolean;
	/** Wider readers that the actor may give; none for what everybody reads. */
	choices: Choice[];
	/** What to know first: the meeting has not been held. */
	caution: string | null;
	parts: PartsToOpen[];
	staying: Staying[];
	/** What is shown, for the field `SHOWN` of the form. */
	shown: string;
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
		ref: refOf(kind, row),
		what: objectKinds.get(kind.name)?.indexed
			? home.title
			: `${kind.singular.charAt(0).toLocaleUpperCase('fr')}${kind.singular.slice(1)} de « ${home.title} »`,
		readBy: await withGuests(ctx, kind, row, await readersInWords(ctx, audience)),
		isRest: audience === 'public',
		choices: audience === 'public' ? [] : await widerReaders(ctx, kind, row),
		caution: kind.cautionOf?.(row) ?? null,
		parts: await partsToOpen(ctx, parts),
		staying: [
			...(kind.heldBack?.when(row) && !kind.heldBack.released
				? [
						{
							because: `La fiche reste à qui l’écrit jusqu’à ce qui suit : ${kind.heldBack.until}.`,
							titles: []
						}
					]
				: []),
			...(await heldParts(ctx, parts)),
			...(await tiedTo(ctx, kind, id))
		],
		shown: writeShown(await shownOf(ctx, { kind, row, home }, parts))
	};
}

/** The record, and all that it is made of: what is published is what was shown. */
async function shownOf(
	ctx: Context,
	{ kind, row, home }: { kind: AnyKind; row: Row; home: Home },
	parts: ClosedParts[]
): Promise<Shown[]> {
	const shown = [shownAs(ctx, refOf(kind, row), home.title, row)];
	for (const { part, field, open, held } of parts) {
		const rows = [...open, ...held];
		const labels = await labelsOf(ctx, part, field, rows);
		for (const one of rows)
			shown.push(shownAs(ctx, refOf(part, one), labels.get(String(one['id'])) ?? '', one));
	}
	return shown;
}

/** As the form names it. */
function refOf(kind: AnyKind, row: Row): string {
	return `${kind.name}/${String(row['id'])}`;
}

/** Circles that would read more than today, the nearest first, then those that are neither wider nor narrower. */
async function widerReaders(ctx: Context, kind: AnyKind, row: Row): Promise<Choice[]> {
	const stored = row['audience'] as Audience; // the column of every record
	const offered = await readersChoices(ctx, kind, row, '', { isOpening: true });
	const circles = new Set<string>(Object.values(audiences).map(({ word }) => word));
	const wider = offered.filter(({ code }) => {
		const read = audienceCell.read(code);
		return 'value' in read && (read.value === stored || !isAsWide(stored, read.value));
	});
	return [
		...wider.filter(({ code }) => circles.has(code)).toReversed(),
		...wider.filter(({ code }) => !circles.has(code))
	];
}

async function partsToOpen(ctx: Context, parts: ClosedParts[]): Promise<PartsToOpen[]> {
	const shown: PartsToOpen[] = [];
	for (const { part, field, open } of parts) {
		if (open.length === 0) continue;
		const labels = await labelsOf(ctx, part, field, open);
		const rows = [];
		const together = [];
		for (const row of open) {
			const id = String(row['id']);
			const audience = row['audience'] as Audience; // the column of every record
			const ref = refOf(part, row);
			const readBy = await readersInWords(ctx, audience);
			rows.push({ ref, title: labels.get(id) ?? '', readBy });
			if (peopleOfAudience(audience).length === 0) together.push(ref);
		}
		shown.push({ kind: part.name, label: counted(open.length, part), rows, together });
	}
	return shown;
}

async function heldParts(ctx: Context, parts: ClosedParts[]): Promise<Staying[]> {
	const staying: Staying[] = [];
	for (const { part, field, held } of parts)
		if (held.length > 0)
			staying.push({
				because: staysBecause(part, held.length),
				titles: [...(await labelsOf(ctx, part, field, held)).values()]
			});
	return staying;
}

/** Records of other modules that say they concern this one, and that everybody does not read: publishing leaves them as they are. */
async function tiedTo(ctx: Context, kind: AnyKind, id: string): Promise<Staying[]> {
	const staying: Staying[] = [];
	for (const [tied, field] of attachedTo(kind)) {
		const column = columnsOf(tied.table)[field];
		if (!column || tied.columns[field]?.type.many) continue;
		const isClosed = and(
			eq(column, id),
			visible(ctx, tied.table),
			ne(tied.table.audience, 'public')
		);
		const rows = await storedRows(ctx, tied, isClosed);
		if (rows.length === 0) continue;
		const keep = rows.length > 1 ? 'gardent leurs lecteurs' : 'garde ses lecteurs';
		staying.push({
			because: `${counted(rows.length, tied)} ${keep} : ce qui est rattaché s’ouvre depuis sa propre page.`,
			titles: [...(await labelsOf(ctx, tied, field, rows)).values()]
		});
	}
	return staying;
}

/** How many parts of a record could be opened with it and are not read by everybody. */
export async function countClosed(ctx: Context, kind: AnyKind, row: Row): Promise<number> {
	return (await closedParts(ctx, kind, row)).reduce((count, { open }) => count + open.length, 0);
}

function staysBecause(part: AnyKind, count: number): string {
	const stay = count > 1 ? 'restent comme aujourd’hui' : 'reste comme aujourd’hui';
	const because = part.heldBack
		? `il manque ce qui suit, ${part.heldBack.until}`
		: 'le nom d’une personne absente ne s’ouvre pas avec le reste';
	return `${counted(count, part)} ${stay} : ${because}.`;
}

function counted(count: number, kind: AnyKind): string {
	return `${String(count)} ${count > 1 ? kind.plural : kind.singular}`;
}

interface ClosedParts {
	part: AnyKind;
	/** The field that says of which record. */
	field: string;
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
		return column && isAsked ? [{ part, field, column }] : [];
	});
	const some = await partsNotPublic(ctx, parts, row);
	for (const { part, field, column } of parts) {
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
			field,
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
 * Opens a record to these readers, with the parts that were chosen: never narrower than they are, and taking nobody
 * away from a part that has readers of its own. What is held back is said to be published when the kind knows how, and stays with those who write it otherwise. `parts`: `kind/id` of each, as the form showed it;
 * `shown`: its field `SHOWN`. What was written since stays closed.
 * Refuses (422) readers that cannot be chosen, what is no longer what was shown, (403) who may not write.
 */
export async function publishRecord(
	ctx: Context,
	kindName: string,
	id: string,
	sent: { readers: string; parts: readonly string[]; shown: string }
): Promise<Home> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	const readers = await chosenReaders(ctx, kind, row, sent.readers);
	if (sent.parts.length === 0 && readers === row['audience'])
		throw new Refused('invalid', [
			{
				code: 'nothing-chosen',
				message:
					'Rien ne s’ouvrirait : ceux-là lisent déjà cette fiche. Cochez ce qui s’ouvre avec elle, ou choisissez plus large.'
			}
		]);
	const home = await homeOf(ctx, kind, row);
	const parts = await closedParts(ctx, kind, row);
	const wanted = new Set(sent.parts);
	const was = declaredReaders(kind, row);
	const chosen: Opened[] = [];
	for (const { part, open } of parts)
		for (const one of open)
			if (wanted.has(refOf(part, one)))
				chosen.push({
					kind: part,
					row: one,
					readers: await openedTo(ctx, part, one, { was, readers })
				});
	const own = { kind, row, readers: readersOnce(kind, row, readers) };
	// The same form sent again finds done what it asks.
	if (![own, ...chosen].some(opens)) return home;
	const ref = refOf(kind, row);
	// What is released opens all that it kept back.
	const isReleased = releases(kind, row);
	refuseUnlessShown(
		sent.shown,
		await shownOf(ctx, { kind, row, home }, parts),
		(one) => isReleased || one === ref || wanted.has(one)
	);
	await open(ctx, own);
	for (const one of chosen) await open(ctx, { ...one, row: await again(ctx, one.kind, one.row) });
	return homeOf(ctx, kind, row);
}

/** Readers that were chosen. Refuses (422) those that cannot be. */
async function chosenReaders(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	text: string
): Promise<Audience> {
	const refusal = (message: string) =>
		new Refused('invalid', [{ code: 'readers', field: 'lecteurs', message }]);
	const read = audienceCell.read(text);
	if ('refusal' in read || !isAudience(read.value))
		throw refusal('Choisissez qui lira cette fiche.');
	const whyNot = await readersRule(ctx, kind, row, row);
	const because = (await unknownReaders(ctx, read.value)) ?? (await whyNot(read.value));
	if (because) throw refusal(because);
	return read.value;
}

/** The row as it stands now: opening the record may have moved its parts. */
async function again(ctx: Context, kind: AnyKind, row: Row): Promise<Row> {
	const [now] = await storedRows(ctx, kind, eq(kind.table.id, row['id']));
	return now ?? row;
}

/** A row that is opened, to these readers. */
interface Opened {
	kind: AnyKind;
	row: Row;
	readers: Audience;
}

/** Who reads the row once it is open to these readers. */
function readersOnce(kind: AnyKind, row: Row, readers: Audience): Audience {
	const declared = declaredReaders(kind, row);
	return isAsWide(declared, readers) ? declared : readers;
}

/**
 * Who reads a part once it is open with its record: the new readers, when it had those of the record, or when all who read it are among
 * them; else its own, who are not taken away from it.
 */
async function openedTo(
	ctx: Context,
	part: AnyKind,
	row: Row,
	{ was, readers }: { was: Audience; readers: Audience }
): Promise<Audience> {
	const declared = declaredReaders(part, row);
	const mayOpen =
		declared === was || isAsWideToday(readers, declared, await namedReaders(ctx, [declared]));
	return mayOpen ? readersOnce(part, row, readers) : declared;
}

/** Would publishing the row say that it is held back no more? */
function releases({ heldBack }: AnyKind, row: Row): boolean {
	return Object.entries(heldBack?.released ?? {}).some(([field, value]) => row[field] !== value);
}

/** Would anything of the row change? */
function opens({ kind, row, readers }: Opened): boolean {
	return releases(kind, row) || row[readersField(kind)] !== readers;
}

async function open(ctx: Context, { kind, row, readers }: Opened): Promise<void> {
	const values = { ...row, ...kind.heldBack?.released, [readersField(kind)]: readers };
	const version = Number(row['version']);
	await changeRecord(ctx, kind, String(row['id']), values, version, { isOpening: true });
}
