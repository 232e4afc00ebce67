import { stringify } from 'csv-stringify/sync';
import type { Context } from '#core/server/context.ts';
import { listRows } from './rows.ts';

/**
 * A kind of rows as the CSV that the import reads: same headers, codes instead of identifiers, only what the
 * actor may read. UTF-8 with a mark so that spreadsheets open it well.
 */
export async function exportCsv(
	ctx: Context,
	name: string
): Promise<{ file: string; csv: string }> {
	const { kind, headers, rows } = await listRows(ctx, name);
	return { file: kind.file, csv: writeCsv([headers, ...rows]) };
}

/** Lines of cells as CSV. */
function writeCsv(lines: string[][]): string {
	return stringify(lines, { delimiter: ';', bom: true });
}
