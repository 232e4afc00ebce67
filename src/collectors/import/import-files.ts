import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import type { Audience } from '#core/vocabulary.ts';
import { rowsOfKey, saveRecords, storedRows, type Outcome } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';
import { sparingOf } from './changes-since.ts';
import { refuseErasedNames, type ErasedNames } from './erased-names.ts';
import type { ImportReport, OpenedRows } from './outcomes.ts';
import { listSheets } from './list-sheets.ts';
import type { LineRefusal, Sheet } from './read-csv.ts';
import { NAMED_KINDS, narrowLines, unknownReaders, type NarrowLine } from './named-readers.ts';
import { readRows, type ReadResult, type ReadRow } from './read-rows.ts';
import type { KnownCodes } from './references.ts';
import { takeFile } from './take-file.ts';

interface Options {
	/** Writes over what people changed on screen since the last import. */
	replace?: boolean;
	onProgress?: (file: string, done: number, total: number) => void;
	/** Who reads the rows that name nobody, when the manifest says it. */
	unnamed?: Audience;
	/** Whom the lines may not name; nobody was erased when null. */
	erased: ErasedNames | null;
}

/** Reads and writes every sheet of the folder, a kind after those it refers to. What is refused is in the report. */
export async function importFiles(
	ctx: Context,
	folder: string,
	report: ImportReport,
	{ onProgress, replace = false, unnamed, erased }: Options
): Promise<void> {
	const { sheets, refusals } = await listSheets(folder);
	report.refusals.push(...refusals);
	const known = new Map<string, KnownCodes>();
	report.files = sheets.map(({ kind }) => kind.file);
	const narrow: NarrowLine[] = [];
	for (const [index, { kind, file, read }] of sheets.entries()) {
		onProgress?.(file, index, sheets.length);
		await loadCodes(ctx, kind, known);
		const reading = { folder, replace, erased, ...(unnamed ? { unnamed } : {}) };
		narrow.push(...(await importSheet(ctx, reading, kind, await read(), known, report)));
	}
	if (narrow.length > 0) {
		for (const name of NAMED_KINDS) await loadKind(ctx, name, known);
		report.refusals.push(...unknownReaders(narrow, known));
	}
	onProgress?.('', sheets.length, sheets.length);
}

async function importSheet(
	ctx: Context,
	{ folder, replace, unnamed, erased }: Options & { folder: string },
	kind: AnyKind,
	sheet: Sheet | LineRefusal[],
	known: Map<string, KnownCodes>,
	report: ImportReport
): Promise<NarrowLine[]> {
	if (Array.isArray(sheet)) {
		report.refusals.push(...sheet);
		await learnCodes(ctx, kind, known, { ...NOTHING, unread: true });
		return [];
	}
	const reading = { folder, takeFile: (path: string) => takeFile(ctx, folder, path) };
	const read = await readRows(reading, kind, sheet, known, () => storedRows(ctx, kind));
	await refuseUnadmitted(ctx, { kind, file: sheet.file }, read);
	await refuseErasedNames(ctx, { kind, file: sheet.file, erased }, read);
	report.refusals.push(...read.refusals);
	const values = read.rows.map((row) => row.values);
	const sparing = replace ? undefined : sparingOf(ctx, kind);
	const outcomes =
		values.length === 0
			? []
			: await saveRecords(ctx, kind, values, {
					...(sparing ? { sparing } : {}),
					...(unnamed ? { unnamed } : {})
				});
	if (unnamed) report.opened.push(...(await openedRows(ctx, kind, values, outcomes)));
	const away = new Map<string, string>();
	for (const { line, values, because } of read.away) {
		const [stored] = await rowsOfKey(ctx, kind, values);
		const outcome = {
			state: 'kept',
			id: String(stored?.['id'] ?? ''),
			changes: {},
			because
		} as const;
		const name = nameOf(kind, { line, values }, sheet);
		report.outcomes.push({ file: sheet.file, line, name, outcome, kind });
		if (!stored && kind.codeField) away.set(String(values[kind.codeField]), because);
	}
	for (const [index, outcome] of outcomes.entries()) {
		const row = read.rows[index];
		if (!row) continue;
		const name = nameOf(kind, row, sheet);
		report.outcomes.push({ file: sheet.file, line: row.line, name, outcome, kind });
		const isAway = outcome.state === 'kept' && Object.keys(outcome.changes).length === 0;
		if (isAway && kind.codeField) away.set(String(row.values[kind.codeField]), outcome.because);
	}
	await learnCodes(ctx, kind, known, { refused: read.refusedCodes, unread: read.unread, away });
	return narrowLines(kind, sheet.file, read.rows);
}

/** The new rows that name nobody and that everybody reads; what is open by nature needs no manifest for it. */
async function openedRows(
	ctx: Context,
	kind: AnyKind,
	values: Record<string, unknown>[],
	outcomes: Outcome[]
): Promise<OpenedRows[]> {
	const { of, else: last } = kind.firstReaders;
	const ids = outcomes.flatMap(({ state, id }, index) =>
		state === 'created' && !values[index]?.[readersField(kind)] ? [id] : []
	);
	if (ids.length === 0 || (of.length === 0 && last === 'public')) return [];
	const open = and(inArray(kind.table.id, ids), eq(kind.table.audience, 'public'));
	const count = (await storedRows(ctx, kind, open)).length;
	return count > 0 ? [{ kind, count }] : [];
}

/** Lines that the stored past forbids (somebody who was erased) are refused like those that do not fit. */
async function refuseUnadmitted(
	ctx: Context,
	{ kind, file }: { kind: AnyKind; file: string },
	read: ReadResult
): Promise<void> {
	const values = read.rows.map((row) => row.values);
	const forbidden = await kind.admits?.(ctx, values);
	if (!forbidden || forbidden.size === 0) return;
	const field = kind.key[0] ?? '';
	for (const [index, message] of forbidden) {
		const value = String(values[index]?.[field]);
		const line = read.rows[index]?.line ?? 0;
		read.refusals.push({
			file,
			line,
			column: kind.columns[field]?.header ?? field,
			value,
			message
		});
		read.refusedCodes.add(value);
	}
	read.rows = read.rows.filter((_row, index) => !forbidden.has(index));
}

/** A kind of which no line was read. */
const NOTHING = { refused: new Set<string>(), unread: false, away: new Map<string, string>() };

/** Codes that the kinds further on may refer to: those of the file, and those already stored. */
async function learnCodes(
	ctx: Context,
	kind: AnyKind,
	known: Map<string, KnownCodes>,
	{ refused, unread, away }: Pick<KnownCodes, 'refused' | 'unread' | 'away'>
): Promise<void> {
	const field = kind.codeField;
	if (!field) return;
	const rows = await storedRows(ctx, kind);
	const ids = new Map(rows.map((row) => [String(row[field]), String(row['id'])]));
	known.set(kind.name, { ids, refused, file: kind.file, unread, away });
}

/** Codes of kinds that this folder does not hold but that the database does. */
async function loadCodes(
	ctx: Context,
	kind: AnyKind,
	known: Map<string, KnownCodes>
): Promise<void> {
	for (const column of Object.values(kind.columns)) {
		const target = column.type.target;
		if (target) await loadKind(ctx, target, known);
	}
}

async function loadKind(ctx: Context, name: string, known: Map<string, KnownCodes>): Promise<void> {
	if (known.has(name)) return;
	const kind = kinds.find((one) => one.name === name);
	if (!kind?.codeField) throw new Error(`no kind with a code is called ${name}`);
	await learnCodes(ctx, kind, known, NOTHING);
}

function nameOf(kind: AnyKind, row: ReadRow, { headers, rows }: Sheet): string {
	const cells = rows.find((one) => one.line === row.line)?.cells ?? [];
	return kind.key
		.map((field) => cells[headers.indexOf(kind.columns[field]?.header ?? '')] ?? '')
		.filter(Boolean)
		.join(' · ');
}
