import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { OPERATOR } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import {
	ensureCollective,
	findCollectiveByCode,
	listCollectives,
	removeCollective
} from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { saveRecords, storedRows, type Outcome } from '#core/server/records.ts';
import { kinds, modules } from '#modules/all.ts';
import '../search.ts';
import { readCsv, type LineRefusal } from './read-csv.ts';
import { readManifest, type Manifest } from './read-manifest.ts';
import { readRows, type KnownCodes, type ReadRow } from './read-rows.ts';

export interface LineOutcome {
	file: string;
	line: number;
	/** What the line is called: its code, or its key. */
	name: string;
	outcome: Outcome;
	/** Header of each changed column → values before and after, as stored. */
	kind: AnyKind;
}

export interface ImportReport {
	collective: string;
	outcomes: LineOutcome[];
	refusals: LineRefusal[];
	/** False for a rehearsal, and when a refusal undid everything. */
	written: boolean;
}

export interface ImportOptions {
	/** Says what would happen and undoes it. */
	rehearsal?: boolean;
	/** The demonstration of `npm run demo`: refuses a database that holds another collective. */
	demonstration?: boolean;
	url?: string;
	onProgress?: (file: string, done: number, total: number) => void;
}

/** Undoes the transaction when a line was refused: not an error of the program. */
class Undone extends Error {}

/**
 * Imports a folder: every file or nothing, in one transaction. Repeating it changes nothing. Refusals of all
 * files are gathered before everything is undone, so that one pass shows all there is to mend.
 */
export async function importFolder(
	folder: string,
	options: ImportOptions = {}
): Promise<ImportReport> {
	const manifest = await readManifest(folder);
	if (Array.isArray(manifest))
		return { collective: '', outcomes: [], refusals: manifest, written: false };
	if (options.demonstration) await refuseOtherCollective(manifest.code, options.url);
	const existing = await findCollectiveByCode(manifest.code, options.url);
	const settings = {
		...manifest.settings,
		...(options.demonstration ? { demonstration: true } : {})
	};
	const collective = existing
		? { ...existing, settings }
		: await ensureCollective(manifest.code, settings, options.url);
	const report: ImportReport = {
		collective: manifest.code,
		outcomes: [],
		refusals: [],
		written: false
	};
	try {
		await inCollective(
			collective,
			{
				actor: OPERATOR,
				mode: options.rehearsal ? 'rehearsal' : 'write',
				...(options.url ? { url: options.url } : {})
			},
			async (ctx) => {
				await importFiles(ctx, folder, report, options);
				if (report.refusals.length > 0) throw new Undone();
				await finish(ctx, report);
			}
		);
		report.written = !options.rehearsal;
	} catch (error) {
		if (!(error instanceof Undone)) throw asOperatorError(error);
	} finally {
		await settle(manifest, settings, existing, report, options.url);
	}
	return report;
}

async function importFiles(
	ctx: Context,
	folder: string,
	report: ImportReport,
	options: ImportOptions
): Promise<void> {
	const present = new Set((await readdir(folder)).filter((name) => name.endsWith('.csv')));
	for (const name of present) {
		if (!kinds.some((kind) => kind.file === name)) report.refusals.push(unknownFile(name));
	}
	const known = new Map<string, KnownCodes>();
	const wanted = kinds.filter((kind) => present.has(kind.file));
	for (const [index, kind] of wanted.entries()) {
		options.onProgress?.(kind.file, index, wanted.length);
		await loadCodes(ctx, kind, known);
		await importFile(ctx, folder, kind, known, report);
	}
	options.onProgress?.('', wanted.length, wanted.length);
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
		return;
	}
	const { rows, refusals, refusedCodes } = await readRows(folder, kind, csv, known);
	report.refusals.push(...refusals);
	const outcomes =
		rows.length === 0
			? []
			: await saveRecords(
					ctx,
					kind,
					rows.map((row) => row.values)
				);
	const codes: KnownCodes = { ids: new Map(), refused: refusedCodes };
	for (const [index, outcome] of outcomes.entries()) {
		const row = rows[index];
		if (!row) continue;
		report.outcomes.push({
			file: kind.file,
			line: row.line,
			name: nameOf(kind, row, csv.rows, csv.headers),
			outcome,
			kind
		});
	}
	if (kind.codeField) {
		for (const stored of await storedRows(ctx, kind))
			codes.ids.set(String(stored[kind.codeField]), String(stored['id']));
		known.set(kind.name, codes);
	}
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
		const field = other.codeField;
		const rows = await storedRows(ctx, other);
		known.set(target, {
			ids: new Map(rows.map((row) => [String(row[field]), String(row['id'])])),
			refused: new Set()
		});
	}
}

/** What modules derive from the rows, and the line of the journal; nothing when nothing changed. */
async function finish(ctx: Context, report: ImportReport): Promise<void> {
	const counts = countOutcomes(report);
	if (counts.created + counts.changed === 0) return;
	for (const one of modules) await one.afterImport?.(ctx);
	await record(ctx, [{ event: 'import.done', data: { ...counts } }]);
}

/** Totals of a report. */
export function countOutcomes(report: ImportReport): {
	created: number;
	changed: number;
	unchanged: number;
	refused: number;
} {
	const count = (state: Outcome['state']) =>
		report.outcomes.filter((line) => line.outcome.state === state).length;
	return {
		created: count('created'),
		changed: count('changed'),
		unchanged: count('unchanged'),
		refused: report.refusals.length
	};
}

/** A collective created for this import does not outlive its failure; settings follow the last written import. */
async function settle(
	manifest: Manifest,
	settings: Manifest['settings'],
	existing: Collective | undefined,
	report: ImportReport,
	url?: string
) {
	if (report.written) await ensureCollective(manifest.code, settings, url);
	else if (!existing) await removeCollective(manifest.code, url);
}

async function refuseOtherCollective(code: string, url?: string): Promise<void> {
	const other = (await listCollectives(url)).find((one) => one.code !== code);
	if (other) {
		throw new OperatorError(
			`Cette base contient déjà le collectif « ${other.settings.name} » : la démonstration n’y touche pas.`,
			'Donnez un autre dossier à la démonstration : FANAL_HOME=/un/autre/dossier npm run demo'
		);
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

/** PostgreSQL refusals that the person at the console can settle (error codes of appendix A of its manual). */
function asOperatorError(error: unknown): unknown {
	const refusal = databaseErrorOf(error);
	if (refusal?.code === '53100') {
		return new OperatorError(
			'Le disque est plein : rien n’a été importé.',
			'Libérez de la place, puis relancez la même commande.'
		);
	}
	if (refusal?.code?.startsWith('23')) {
		const place = [refusal.table, refusal.column ?? refusal.constraint].filter(Boolean).join(', ');
		return new OperatorError(
			`La base refuse une ligne (${place} : ${refusal.message}) : rien n’a été importé.`,
			'Relancez avec --dry-run pour voir les lignes en cause.'
		);
	}
	return error;
}

/** The error of the database, wherever the layers above have wrapped it. */
function databaseErrorOf(error: unknown): pg.DatabaseError | undefined {
	if (error instanceof pg.DatabaseError) return error;
	return error instanceof Error ? databaseErrorOf(error.cause) : undefined;
}
