import '#collectors/permissions.ts';
import { importFolder, type ImportOptions } from '#collectors/import/import-folder.ts';
import type { ImportReport } from '#collectors/import/outcomes.ts';
import { undoImport, type UndoReport } from '#collectors/import/undo-import.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { poolOf } from '#core/server/database.ts';
import { writeFolder } from '../world/folder.ts';

/** Forgets the collective of these tests, and all that it held; its tables, which take half a second to make, stay. */
export async function forgetEssai(): Promise<void> {
	const { rows } = await poolOf().query<{ name: string }>(
		`SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS name FROM pg_tables
		WHERE schemaname = 'c_essai' AND tablename <> '__drizzle_migrations'`
	);
	if (rows[0]?.name) await poolOf().query(`TRUNCATE ${rows[0].name} RESTART IDENTITY`);
	await poolOf().query('DELETE FROM fanal.collective');
}

export async function essai(): Promise<Collective> {
	const collective = await findCollectiveByCode('essai');
	if (!collective) throw new Error('the collective of the tests is not there');
	return collective;
}

/** Imports these files as a folder of that name, the same folder each time; nothing may be refused. */
export async function importAs(
	name: string,
	files: Record<string, string[] | Uint8Array>,
	options: ImportOptions = {}
): Promise<ImportReport> {
	const report = await importFolder(await writeFolder(name, files), options);
	if (report.refusals.length > 0) throw new Error(JSON.stringify(report.refusals));
	return report;
}

/** "organisations.csv capep kept (why)". */
export const missingOf = (report: ImportReport): string[] =>
	report.missing.map((row) =>
		[row.file, row.name, row.state, ...(row.because ? [`(${row.because})`] : [])].join(' ')
	);

/** "roles.csv zoe · capep removed". */
export const rowsOf = (report: UndoReport): string[] =>
	report.rows.map((row) =>
		[row.file, row.name, row.state, ...(row.because ? [`(${row.because})`] : [])].join(' ')
	);

export async function undo(number?: number): Promise<UndoReport> {
	return undoImport(await essai(), number);
}

/** One column of a table of the collective, sorted. */
export async function column(table: string, name: string): Promise<unknown[]> {
	const { rows } = await poolOf().query<{ value: unknown }>(
		`SELECT ${name} AS value FROM c_essai.${table} ORDER BY 1`
	);
	return rows.map((row) => row.value);
}
