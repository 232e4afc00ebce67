import { basename } from 'node:path';
import { and, desc, eq } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Column } from '#core/cells.ts';
import { absent, Refused, type Refusal } from '#core/errors.ts';
import { shownFileName } from '#core/files.ts';
import { authoriseRows } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import { audienceFilter } from '#core/server/permissions.ts';
import { authorisePuttingAway, mayPutAway } from '#core/server/keeping.ts';
import { partsOf, type AnyKind } from '#core/server/kinds.ts';
import { takeTurns } from '#core/server/turns.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import {
	holdRecords,
	listDependents,
	mayPutBack,
	putBack,
	removeRecords,
	restoreRecords,
	storedRows,
	type Row
} from '#core/server/records.ts';
import { importRun, journal } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { explainDependents } from '../import/dependents.ts';
import { didToRecord } from '../told-events.ts';
import { writableRow } from './forms.ts';
import { homeOf, kindOf, type Home } from './home.ts';
import { fieldLabel } from './labels.ts';
import { writeRow } from './fields.ts';
import { readersInWords, saysReaders } from './readers.ts';

export type Line = typeof journal.$inferSelect;

/** What happened to a record, in words. */
export interface Act {
	id: string;
	/** ISO instant. */
	at: string;
	actor: string;
	/** "a créé cette fiche", "a modifié". */
	verb: string;
	changes: { label: string; before: string; after: string }[];
	/** The folder that it was imported from. */
	from: string | null;
	/** The journal holds what brings back the record as it was before: an erasure is for ever. */
	canUndo: boolean;
}

export const FOR_EVER: Refusal = {
	code: 'final',
	message: 'Cet acte est définitif : le journal ne garde pas ce qu’il a effacé.'
};
export const NOT_THE_LAST: Refusal = {
	code: 'not-the-last',
	message: 'Cette fiche a changé depuis : cet acte ne peut plus être annulé seul.'
};

const CLOSED_SINCE: Refusal = {
	code: 'closed-since',
	message:
		'Cette fiche fait partie d’une autre, que moins de personnes lisent aujourd’hui : elle garde ses lecteurs. Pour l’ouvrir, prenez « Publier ».'
};

/** Where what was undone is read, and whether fewer read it than before: what it is part of was closed since. */
export type Undone = Home & { isNarrower: boolean };

const PAGE = 30;
/** Who did what to a record, and when, newest first. Refuses as `writableRow` does. */
export async function historyPage(
	ctx: Context,
	kindName: string,
	id: string,
	page: number
): Promise<{
	home: Home;
	audience: Audience;
	source: string | null;
	acts: Act[];
	more: boolean;
}> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	const lines = await ctx.db
		.select({ line: journal, folder: importRun.folder, number: importRun.number })
		.from(journal)
		.leftJoin(importRun, eq(importRun.id, journal.importId))
		.where(
			and(
				eq(journal.kind, kindName),
				eq(journal.recordId, id),
				audienceFilter(ctx, journal.audience)
			)
		)
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(PAGE + 1)
		.offset((page - 1) * PAGE);
	const last = page === 1 ? await lastActOf(ctx, kindName, id) : null;
	const acts: Act[] = [];
	for (const { line, folder, number } of lines.slice(0, PAGE)) {
		const from = folder ? `${basename(folder)}, import n° ${String(number)}` : null;
		acts.push({ ...(await actOf(ctx, kind, line)), from, canUndo: line.id === last });
	}
	return {
		home: await homeOf(ctx, kind, row),
		audience: row['audience'] as Audience, // the column of every record
		source: typeof row['source'] === 'string' ? row['source'] : null,
		acts,
		more: lines.length > PAGE
	};
}

/**
 * Undoes an act: the values before a change come back, a record just created goes, one removed returns. Refuses
 * (422) when something else has happened to the record since, or when others now refer to it, or when what it is part of
 * was closed since and nothing else would come back. A part that the actor could not open again stays closed.
 */
export async function undoAct(ctx: Context, lineId: string): Promise<Undone> {
	const line = await lastLine(ctx, lineId);
	if (!canUndo(line)) throw new Refused('invalid', [FOR_EVER]);
	const kind = kindOf(line.kind ?? '');
	const id = line.recordId ?? '';
	const verb = line.event.split('.')[1];
	if (verb === 'removed') {
		const row = line.data['row'] as Row; // the whole row, as removeRecords keeps it
		const isNarrower = (await restoreRecords(ctx, kind, [row])).length > 0;
		return { ...(await homeOf(ctx, kind, row)), isNarrower };
	}
	const { row } = await writableRow(ctx, kind.name, id);
	if (verb === 'changed') {
		const along = await partsChangedBy(ctx, kind, line);
		const written = ctx.acts.length;
		let isNarrower = await putBack(ctx, kind, id, changesIn(line));
		for (const part of along) {
			const changes = changesIn(part.line);
			const one = { kind: part.kind, id: part.line.recordId ?? '', changes };
			const isTheirs = await mayPutBack(ctx, one.kind, one.id, changes);
			if (!isTheirs || (await putPartBack(ctx, one))) isNarrower = true;
		}
		if (isNarrower && ctx.acts.length === written) throw new Refused('invalid', [CLOSED_SINCE]);
		return { ...(await homeOf(ctx, kind, row)), isNarrower };
	}
	await removeRecord(ctx, kind, row, { takenBack: isOwn(ctx, line) });
	return { ...(await homeOf(ctx, kind, { ...row, id: null })), isNarrower: false };
}

/** A change of a part of a record, which the act that changed the record wrote too. */
interface PartLine {
	kind: AnyKind;
	line: Line;
}

/** What the act changed besides: parts that opened or closed with the record, and theirs, that nobody has changed since. */
async function partsChangedBy(ctx: Context, kind: AnyKind, act: Line): Promise<PartLine[]> {
	const found: PartLine[] = [];
	for (const { part, field } of partsOf(kind)) {
		const column = columnsOf(part.table)[field];
		if (!column || part.columns[field]?.type.many) continue;
		const lines = await ctx.db
			.select({ line: journal })
			.from(journal)
			.innerJoin(part.table, eq(part.table.id, journal.recordId))
			.where(
				and(
					eq(column, act.recordId),
					eq(journal.kind, part.name),
					eq(journal.event, `${part.name}.changed`),
					eq(journal.act, act.act)
				)
			);
		for (const { line } of lines) {
			const last = await lastLineOf(ctx, part.name, line.recordId ?? '');
			if (last?.id === line.id)
				found.push({ kind: part, line }, ...(await partsChangedBy(ctx, part, line)));
		}
	}
	return found;
}

/** Brings a part back; what came back with its record already is left alone. Returns whether fewer read it than the journal kept. */
export async function putPartBack(
	ctx: Context,
	{ kind, id, changes }: { kind: AnyKind; id: string; changes: Record<string, [unknown, unknown]> }
): Promise<boolean> {
	const [row] = await storedRows(ctx, kind, eq(kind.table.id, id));
	const left = Object.entries(changes).filter(
		([field, [before]]) => JSON.stringify(row?.[field] ?? null) !== JSON.stringify(before ?? null)
	);
	return left.length > 0 && putBack(ctx, kind, id, Object.fromEntries(left));
}

export function changesIn(line: Line): Record<string, [unknown, unknown]> {
	return line.data as Record<string, [unknown, unknown]>; // as the journal writes changes
}

/**
 * Takes a record away; its history keeps it whole. Refuses (403) as `removeRecords` does, (422) while others refer to it.
 * `takenBack`: the actor has just created it.
 */
export async function removeRecord(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	{ takenBack = false } = {}
): Promise<void> {
	await authoriseRows(ctx, kind, [row]);
	if (!takenBack) authorisePuttingAway(ctx, kind);
	const id = String(row['id']);
	const because = explainDependents(await listDependents(ctx, kind, [id])).get(id);
	if (because)
		throw new Refused('invalid', [
			{
				code: 'still-referred-to',
				message: `Cette fiche ne peut pas être retirée : ${because}. Archivez-la plutôt : elle quitte les listes, rien n’est perdu.`
			}
		]);
	await removeRecords(ctx, kind, [row], { takenBack });
}

/** The last thing done to a record, which its history offers to undo; null when it is for ever. */
export async function lastActOf(
	ctx: Context,
	kindName: string,
	id: string
): Promise<string | null> {
	const line = await lastLineOf(ctx, kindName, id);
	return line && (await mayUndo(ctx, line)) ? line.id : null;
}

/** Would `undoAct` let the actor undo this last act? What others refer to is not looked at. */
export async function mayUndo(ctx: Context, line: Line): Promise<boolean> {
	if (!canUndo(line)) return false;
	const kind = kindOf(line.kind ?? '');
	const verb = line.event.split('.')[1];
	if (verb === 'created' && isOwn(ctx, line)) return true;
	if (verb !== 'changed') return mayPutAway(ctx.actor, kind);
	return mayPutBack(ctx, kind, line.recordId ?? '', changesIn(line));
}

export function isOwn({ actor }: Context, line: Line): boolean {
	return actor.kind === 'person' && actor.account === line.account;
}

export async function lastLineOf(
	ctx: Context,
	kindName: string,
	id: string
): Promise<Line | undefined> {
	const [line] = await ctx.db
		.select()
		.from(journal)
		.where(and(eq(journal.kind, kindName), eq(journal.recordId, id)))
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(1);
	return line;
}

/** A creation is undone by taking away; a change or a removal by what the journal kept, which an erasure empties. */
export function canUndo({ event, data }: Line): boolean {
	const verb = event.split('.')[1];
	if (verb === 'created') return true;
	if (verb === 'changed') return Object.keys(data).length > 0;
	return verb === 'removed' && data['row'] !== undefined;
}

/** From when it is asked whether something was the last to happen to a record, nothing else happens to it. */
export async function holdForUndo(ctx: Context, kind: AnyKind, id: string): Promise<void> {
	await takeTurns(ctx, 'undo', [id]);
	await holdRecords(ctx, kind, [id]);
}

async function lastLine(ctx: Context, lineId: string): Promise<Line> {
	const isId = /^[0-9a-f-]{36}$/.test(lineId);
	const [line] = isId ? await ctx.db.select().from(journal).where(eq(journal.id, lineId)) : [];
	if (!line?.kind || !line.recordId) throw absent('Cet acte n’est pas au journal.');
	if (canUndo(line)) await holdForUndo(ctx, kindOf(line.kind), line.recordId);
	if ((await lastLineOf(ctx, line.kind, line.recordId))?.id !== line.id)
		throw new Refused('invalid', [NOT_THE_LAST]);
	return line;
}

async function actOf(
	ctx: Context,
	kind: AnyKind,
	line: Line
): Promise<Omit<Act, 'from' | 'canUndo'>> {
	const verb = line.event.split('.')[1] ?? '';
	const changed = verb === 'changed' ? Object.entries(line.data) : [];
	const before = await toldRow(ctx, kind, side(changed, 0));
	const after = await toldRow(ctx, kind, side(changed, 1));
	return {
		id: line.id,
		at: line.at.toISOString(),
		actor: line.actor,
		verb: didToRecord(line.event),
		changes: (wasReadable(ctx, line) ? changed : []).flatMap(([field]) => {
			const column = kind.columns[field];
			return column
				? [
						{
							label: fieldLabel(kind.name, column.header),
							before: told(before[field], column),
							after: told(after[field], column)
						}
					]
				: [];
		})
	};
}

/** The values of a row as the history tells them: as the form shows them: readers and choices by their names. */
async function toldRow(ctx: Context, kind: AnyKind, row: Row): Promise<Record<string, string>> {
	const written = await writeRow(ctx, kind, row);
	for (const [field, column] of Object.entries(kind.columns))
		if (saysReaders(column) && typeof row[field] === 'string')
			written[field] = await readersInWords(ctx, row[field] as Audience); // as stored
	return written;
}

function told(text = '', { type }: Column): string {
	if (type.file) return shownFileName(text);
	return Object.values(type.words ?? {}).find(({ word }) => word === text)?.label ?? text;
}

/** Could the actor read the record before and after? What it held while kept to others stays with them. */
function wasReadable({ actor }: Context, line: Line): boolean {
	const change = line.data['audience'];
	const both = Array.isArray(change) ? change.map(String) : [];
	return [line.audience, ...both].every((one) => mayRead(actor, one as Audience)); // as stored
}

function side(changes: [string, unknown][], index: 0 | 1): Row {
	return Object.fromEntries(
		changes.map(([field, pair]) => [field, Array.isArray(pair) ? (pair[index] as unknown) : null])
	);
}
