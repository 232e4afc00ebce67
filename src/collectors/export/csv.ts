import { stringify } from 'csv-stringify/sync';
import type { Context } from '#core/server/context.ts';
import { guardFormula } from '#core/formulas.ts';
import { listRows, type ListedRows } from './rows.ts';

/**
 * A kind of rows as the CSV that the import reads: same headers, codes instead of identifiers, only what the
 * actor may read. UTF-8 with a mark so that spreadsheets open it well.
 */
export async function exportCsv(
	ctx: Context,
	name: string
): Promise<{ file: string; csv: string }> {
	const list = await listRows(ctx, name);
	return { file: list.kind.file, csv: writeCsv(list) };
}

/** A list as CSV. No cell can pass for a formula in a spreadsheet, and the import reads each as it was. */
export function writeCsv({ headers, rows }: Pick<ListedRows, 'headers' | 'rows'>): string {
	const lines = rows.map((row) => row.map(guardFormula));
	return stringify([headers, ...lines], { delimiter: ';', bom: true });
}
