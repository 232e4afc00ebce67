import { readdir } from 'node:fs/promises';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { saveRecords, storedRows } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';
import type { ImportReport } from './outcomes.ts';
import { readCsv, type LineRefusal } from './read-csv.ts';
import { readRows, type ReadRow } from './read-rows.ts';
import type { KnownCodes } from './references.ts';

interface Progress {
	onProgress?: (file: string, done: number, total: number) => void;
}

/** Reads and writes every file of the folder, a kind after those it refers to. What is refused is in the report. */
export async function importFiles(
	ctx: Context,
	folder: string,
	report: ImportReport,
	{ onProgress }: Progress
): Promise<void> {
	const present = new Set((await readdir(folder)).filter((name) => name.endsWith('.csv')));
	for (const name of present) {
		if (!kinds.some((kind) => kind.file === name)) report.refusals.push(unknownFile(name));
	}
	const known = new Map<string, KnownCodes>();
	const wanted = kinds.filter((kind) => present.has(kind.file));
	report.files = wanted.map((kind) => kind.file);
	for (const [index, kind] of wanted.entries()) {
		onProgress?.(kind.file, index, wanted.length);
		await loadCodes(ctx, kind, known);
		await importFile(ctx, folder, kind, known, report);
	}
	onProgress?.('', wanted.length, wanted.length);
}

async function importFile(
	ctx: Context,
	folder: string,
	kind: AnyKind,
	known: Map<string, KnownCodes>,
	report: ImportReport
) {
	const csv = await readCsv(folder, kind.file);
	if ('message' in csv) {
		report.refusals.push(csv);
		await learnCodes(ctx, kind, known, { refused: new Set(), unread: true });
		return;
	}
	const read = await readRows(folder, kind, csv, known, () => storedRows(ctx, kind));
	report.refusals.push(...read.refusals);
	const values = read.rows.map((row) => row.values);
	const outcomes = values.length === 0 ? [] : await saveRecords(ctx, kind, values);
	for (const [index, outcome] of outcomes.entries()) {
		const row = read.rows[index];
		if (!row) continue;
		const name = nameOf(kind, row, csv.rows, csv.headers);
		report.outcomes.push({ file: kind.file, line: row.line, name, outcome, kind });
	}
	await learnCodes(ctx, kind, known, { refused: read.refusedCodes, unread: read.unread });
}

/** Codes that the kinds further on may refer to: those of the file, and those already stored. */
async function learnCodes(
	ctx: Context,
	kind: AnyKind,
	known: Map<string, KnownCodes>,
	{ refused, unread }: { refused: Set<string>; unread: boolean }
): Promise<void> {
	const field = kind.codeField;
	if (!field) return;
	const rows = await storedRows(ctx, kind);
	const ids = new Map(rows.map((row) => [String(row[field]), String(row['id'])]));
	known.set(kind.name, { ids, refused, ...(unread ? { unread: kind.file } : {}) });
}

/** Codes of kinds that this folder does not hold but that the database does. */
async function loadCodes(
	ctx: Context,
	kind: AnyKind,
	known: Map<string, KnownCodes>
): Promise<void> {
	for (const column of Object.values(kind.columns)) {
		const target = column.type.target;
		if (!target || known.has(target)) continue;
		const other = kinds.find((one) => one.name === target);
		if (!other?.codeField) throw new Error(`${kind.name}: no kind with a code is called ${target}`);
		await learnCodes(ctx, other, known, { refused: new Set(), unread: false });
	}
}

function nameOf(
	kind: AnyKind,
	row: ReadRow,
	lines: { line: number; cells: string[] }[],
	headers: string[]
): string {
	const cells = lines.find((one) => one.line === row.line)?.cells ?? [];
	return kind.key
		.map((field) => cells[headers.indexOf(kind.columns[field]?.header ?? '')] ?? '')
		.filter(Boolean)
		.join(' · ');
}

function unknownFile(name: string): LineRefusal {
	const list = kinds
		.map((kind) => kind.file)
		.sort()
		.join(', ');
	return {
		file: name,
		message: `n’est pas un fichier connu : renommez-le ou retirez-le. Fichiers possibles : ${list}.`
	};
}
