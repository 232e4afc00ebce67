import { writeXlsx } from 'hucre/xlsx';
import type { CellValue } from 'hucre';
import type { Column } from '#core/cells.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { listRows } from './rows.ts';

/** Characters that a cell of a workbook can hold. */
const LONGEST = 32_767;

/**
 * A kind of rows as a workbook that the import reads: the same cells as the CSV, with real numbers and real days. What
 * is less precise than a day stays a text, and no cell is ever a formula. Refuses (422) a text too long for a cell.
 */
export async function exportXlsx(
	ctx: Context,
	name: string
): Promise<{ file: string; bytes: Uint8Array }> {
	const { kind, headers, rows } = await listRows(ctx, name);
	const columns = Object.values(kind.columns);
	const stem = kind.file.replace(/\.csv$/, '');
	const bytes = await writeXlsx({
		sheets: [
			{
				name: stem,
				rows: [headers, ...rows.map((row) => row.map((text, at) => cellOf(text, columns[at])))],
				columns: columns.map(({ type }) => ({
					width: type.long ? 60 : 20,
					...(type.workbook === 'day' ? { numFmt: 'dd/mm/yyyy' } : {})
				})),
				freezePane: { rows: 1 }
			}
		]
	});
	return { file: `${stem}.xlsx`, bytes };
}

function cellOf(text: string, column: Column | undefined): CellValue {
	if (text === '') return null;
	if (text.length > LONGEST) {
		const message = `Un texte de la colonne « ${column?.header ?? ''} » dépasse ce qu’une case de classeur peut tenir : prenez le CSV.`;
		throw new Refused('invalid', [{ code: 'too-long', message }]);
	}
	switch (column?.type.workbook) {
		case 'number':
			return /^-?\d{1,15}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
		case 'day':
			// A spreadsheet counts days from 1900, and has a 29 February of that year that never was.
			return /^\d{4}-\d{2}-\d{2}$/.test(text) && text > '1900-03' ? new Date(text) : text;
		case undefined:
			return text;
	}
}
