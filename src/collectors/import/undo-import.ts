import { isDeepStrictEqual } from 'node:util';
import { OPERATOR } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import { saveCollective } from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { actsOf, listImports, markUndone, takeTurn, type ImportRun } from '#core/server/imports.ts';
import { record } from '#core/server/journal.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import {
	holdRecords,
	listDependents,
	putBack,
	removeRecords,
	restoreRecords,
	storedRows,
	type Row
} from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds, modules } from '#modules/all.ts';
import { nameRows } from '../export/texts.ts';
import '../search.ts';
import { changesSince } from './changes-since.ts';
import { explainDependents } from './dependents.ts';
import { asOperatorError } from './failures.ts';

type Act = Awaited<ReturnType<typeof actsOf>>[number];

const CLOSED_SINCE =
	'lue par moins de personnes qu’avant : la fiche dont elle fait partie a été refermée';

/** What becomes of one row when an import is undone; `because` says why it cannot be, or not quite as it was. */
export interface UndoneRow {
	file: string;
	name: string;
	state: 'removed' | 'putBack' | 'restored' | 'refused';
	because?: string;
}

export interface UndoReport {
	run: ImportRun;
	rows: UndoneRow[];
	/** False for a rehearsal, and when a row refused. */
	written: boolean;
}

/** Breaks the transaction off when a row refused: not an error of the program. */
class Refusing extends Error {}

/**
 * Puts everything back as it was before an import: rows it created go, rows it changed take their values back,
 * rows it removed return. Whole or not at all: refused when a row was changed since, or when others refer to it.
 * @param number the import; the last one that stands when left out
 */
export async function undoImport(
	collective: Collective,
	number: number | undefined,
	options: { rehearsal?: boolean; url?: string } = {}
): Promise<UndoReport> {
	let report: UndoReport | undefined;
	try {
		await inCollective(
			collective,
			{
				actor: OPERATOR,
				mode: options.rehearsal ? 'rehearsal' : 'write',
				...(options.url ? { url: options.url } : {})
			},
			async (ctx) => {
				await takeTurn(ctx);
				report = { run: await chooseImport(ctx, number), rows: [], written: false };
				await undo(ctx, report);
				if (report.rows.some((row) => row.state === 'refused')) throw new Refusing();
			}
		);
	} catch (error) {
		if (!(error instanceof Refusing)) throw asOperatorError(error, 'rien n’a été annulé');
		if (report) return report;
	}
	if (!report) throw new Error('an import was undone without a report');
	return { ...report, written: !options.rehearsal };
}

async function chooseImport(ctx: Context, number: number | undefined): Promise<ImportRun> {
	const runs = await listImports(ctx);
	const list = 'fanal import --list montre les imports et leur numéro.';
	const run =
		number === undefined
			? runs.find((one) => !one.undoneAt)
			: runs.find((one) => one.number === number);
	if (!run) {
		throw new OperatorError(
			number === undefined
				? 'Il n’y a aucun import à annuler.'
				: `L’import n° ${String(number)} n’existe pas.`,
			list
		);
	}
	if (run.undoneAt)
		throw new OperatorError(`L’import n° ${String(run.number)} est déjà annulé.`, list);
	return run;
}

async function undo(ctx: Context, report: UndoReport): Promise<void> {
	const { run } = report;
	const acts = await actsOf(ctx, run);
	// Nobody changes what is about to be undone, from the moment when it is known whether somebody has.
	for (const kind of kinds)
		await holdRecords(
			ctx,
			kind,
			actsOn(acts, kind).flatMap(({ recordId }) => recordId ?? [])
		);
	report.rows = await refusedRows(ctx, run, acts);
	if (report.rows.length > 0) return;
	ctx.importId = run.id;
	for (const kind of kinds) await bringBack(ctx, kind, actsOn(acts, kind), report);
	for (const kind of [...kinds].reverse()) await takeAway(ctx, kind, actsOn(acts, kind), report);
	if (report.rows.some((row) => row.state === 'refused')) return;
	const { settingsBefore, settingsAfter } = run;
	if (settingsBefore && isDeepStrictEqual(ctx.collective.settings, settingsAfter))
		await saveCollective(ctx.db, { ...ctx.collective, settings: settingsBefore });
	for (const one of modules) await one.afterImport?.(ctx);
	await markUndone(ctx, run);
	await record(ctx, [{ event: 'import.undone', data: { number: run.number } }]);
}

/** Rows that somebody else has changed since, or whose kind this Fanal no longer knows. */
async function refusedRows(ctx: Context, run: ImportRun, acts: Act[]): Promise<UndoneRow[]> {
	const changed = await changesSince(ctx, run, acts);
	const refused: UndoneRow[] = [];
	for (const kind of kinds) {
		const own = changed.filter((one) => one.kind === kind.name);
		const names = await namesOf(ctx, kind, new Set(own.map((one) => one.id)));
		for (const { id, because } of own)
			refused.push({ file: kind.file, name: names.get(id) ?? id, state: 'refused', because });
	}
	return refused;
}

/** Rows that the import removed return, then those it changed take their values back. */
async function bringBack(
	ctx: Context,
	kind: AnyKind,
	acts: Act[],
	report: UndoReport
): Promise<void> {
	// What modules drop and derive again keeps no row: it is derived again.
	const rows = acts
		.filter((act) => act.event === `${kind.name}.removed` && act.data['row'])
		.map((act) => act.data['row'] as Row); // written by removeRecords
	const narrower = new Set(rows.length > 0 ? await restoreRecords(ctx, kind, rows) : []);
	const created = createdBy(kind, acts);
	const changed = acts.filter(
		(act) => act.event === `${kind.name}.changed` && !created.has(act.recordId ?? '')
	);
	for (const act of changed) {
		const changes = act.data as Record<string, [unknown, unknown]>; // written by saveRecords
		const id = act.recordId ?? '';
		if (await putBack(ctx, kind, id, changes)) narrower.add(id);
	}
	const readers = readersField(kind);
	const former = new Map([
		...rows.map((row) => [String(row['id']), row[readers]] as const),
		...changed.map(({ recordId, data }) => [recordId ?? '', [data[readers]].flat()[0]] as const)
	]);
	await noteNarrowed(ctx, kind, narrower, former);
	const restored = new Set(rows.map((row) => String(row['id'])));
	const ids = new Set([...restored, ...changed.map((act) => act.recordId ?? '')]);
	for (const [id, name] of await namesOf(ctx, kind, ids)) {
		const state = restored.has(id) ? 'restored' : 'putBack';
		const because = narrower.has(id) ? { because: CLOSED_SINCE } : {};
		report.rows.push({ file: kind.file, name, state, ...because });
	}
}

/**
 * What comes back to fewer readers than an import had given was closed by people since: said so in the history, for the same folder
 * must not open it again unsaid.
 * @param former identifier → readers before the undo, as the journal kept them
 */
async function noteNarrowed(
	ctx: Context,
	kind: AnyKind,
	narrower: Set<string>,
	former: Map<string, unknown>
): Promise<void> {
	const { importId, ...apart } = ctx;
	const readers = readersField(kind);
	const lines = (await rowsOf(ctx, kind, narrower)).map((row) => ({
		event: `${kind.name}.changed`,
		kind: kind.name,
		recordId: String(row['id']),
		audience: row['audience'] as Audience, // the column of every record
		data: { [readers]: [former.get(String(row['id'])) ?? null, row[readers]] }
	}));
	if (importId && lines.length > 0) await record(apart, lines);
}

/** Rows that the import created go, unless a row that is not its own refers to them. */
async function takeAway(
	ctx: Context,
	kind: AnyKind,
	acts: Act[],
	report: UndoReport
): Promise<void> {
	const created = createdBy(kind, acts);
	const rows = await rowsOf(ctx, kind, created);
	const names = await nameRows(ctx, kind, rows);
	const ids = rows.map((row) => String(row['id']));
	const reasons = explainDependents(await listDependents(ctx, kind, ids));
	for (const [id, name] of names) {
		const because = reasons.get(id);
		report.rows.push({
			file: kind.file,
			name,
			...(because ? { state: 'refused', because } : { state: 'removed' })
		});
	}
	const free = rows.filter((row) => !reasons.has(String(row['id'])));
	if (free.length > 0) await removeRecords(ctx, kind, free);
}

const actsOn = (acts: Act[], kind: AnyKind) => acts.filter((act) => act.kind === kind.name);

function createdBy(kind: AnyKind, acts: Act[]): Set<string> {
	const created = acts.filter((act) => act.event === `${kind.name}.created`);
	return new Set(created.map((act) => act.recordId ?? ''));
}

async function rowsOf(ctx: Context, kind: AnyKind, ids: Set<string>): Promise<Row[]> {
	if (ids.size === 0) return [];
	return (await storedRows(ctx, kind)).filter((row) => ids.has(String(row['id'])));
}

async function namesOf(
	ctx: Context,
	kind: AnyKind,
	ids: Set<string>
): Promise<Map<string, string>> {
	return nameRows(ctx, kind, await rowsOf(ctx, kind, ids));
}
