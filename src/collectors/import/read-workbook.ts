import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EncryptedFileError, HucreError } from 'hucre';
import { readXlsx } from 'hucre/xlsx';
import type { LineRefusal, Sheet } from './read-csv.ts';
import { refuseLargeWorkbook } from './workbook-bounds.ts';
import { textOf } from './workbook-cells.ts';

type RawSheet = Awaited<ReturnType<typeof readXlsx>>['sheets'][number];

/** A workbook that was read: the names of its visible sheets, and each as the rows of a list. */
export interface Workbook {
	names: string[];
	read: (name: string) => Sheet | LineRefusal[];
}

/** Reads an XLSX workbook. One that is damaged, locked, too large or no workbook is refused with what to do. */
export async function readWorkbook(
	folder: string,
	file: string
): Promise<Workbook | LineRefusal[]> {
	try {
		const bytes = await readFile(join(folder, file));
		const tooLarge = refuseLargeWorkbook(bytes);
		if (tooLarge) return [{ file, message: tooLarge }];
		const workbook = await readXlsx(bytes, { readStyles: true });
		const visible = workbook.sheets.filter((sheet) => !sheet.hidden && !sheet.veryHidden);
		const byName = new Map(visible.map((sheet) => [sheet.name.trim(), sheet]));
		return {
			names: [...byName.keys()],
			read: (name) => {
				const sheet = byName.get(name);
				const alone = visible.length === 1 && name === file.replace(/\.xlsx$/, '');
				const place = alone ? file : `${file}, feuille ${name}`;
				return sheet
					? readSheet(sheet, place)
					: [{ file, message: `n’a pas de feuille « ${name} ».` }];
			}
		};
	} catch (error) {
		return [{ file, message: reasonOf(error) }];
	}
}

function reasonOf(error: unknown): string {
	if (error instanceof EncryptedFileError)
		return 'est protégé par un mot de passe : enregistrez-le sans mot de passe.';
	if (error instanceof HucreError)
		return 'n’est pas un classeur XLSX lisible (abîmé, coupé, ou d’un autre format) : ouvrez-le dans le tableur et enregistrez-le en « Classeur Excel (.xlsx) ».';
	if (error instanceof Error && 'syscall' in error)
		return `ne peut pas être lu (${error.message}) : vérifiez que vous y avez accès.`;
	throw error;
}

/** Rows as texts, the first one for the headers; refuses each cell that holds no fact, with its place. */
function readSheet(sheet: RawSheet, file: string): Sheet | LineRefusal[] {
	const refusals: LineRefusal[] = [];
	const lines = sheet.rows.map((row, index) =>
		row.map((value, column) => {
			const read = textOf(value, sheet.cells?.get(`${String(index)},${String(column)}`));
			if ('text' in read) return read.text;
			refusals.push({
				file,
				line: index + 1,
				column: String(sheet.rows[0]?.[column] ?? columnName(column)),
				value: read.value,
				message: read.refusal
			});
			return '';
		})
	);
	const headers = withoutTail(lines[0] ?? []);
	if (headers.length === 0) {
		const message = 'est vide : la première ligne doit porter les noms des colonnes.';
		return [{ file, line: 1, message }];
	}
	const rows = lines.flatMap((cells, index) => {
		if (index === 0 || cells.every((cell) => cell === '')) return [];
		const outside = withoutTail(cells).length - 1;
		if (outside >= headers.length) {
			refusals.push({
				file,
				line: index + 1,
				column: columnName(outside),
				value: cells[outside] ?? '',
				message: 'est hors des colonnes : la première ligne ne lui donne pas de nom.'
			});
		}
		return [{ line: index + 1, cells: headers.map((_, column) => cells[column] ?? '') }];
	});
	return refusals.length > 0 ? refusals : { file, headers, rows };
}

/** Cells up to the last one that is filled. */
function withoutTail(cells: string[]): string[] {
	return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

/** The letters that a spreadsheet gives to a column: 0 is A, 26 is AA. */
function columnName(index: number): string {
	const before = index >= 26 ? columnName(Math.floor(index / 26) - 1) : '';
	return before + String.fromCharCode(65 + (index % 26));
}
