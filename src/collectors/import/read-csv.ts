import { CsvError, parse } from 'csv-parse/sync';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { unguardFormula } from '#core/formulas.ts';

/** One line of an import that cannot be taken, told so that a person can mend it. */
export interface LineRefusal {
	file: string;
	/** Line of the file, 1 for the headers; absent when the whole file is at fault. */
	line?: number;
	column?: string;
	value?: string;
	message: string;
}

export interface SheetRow {
	/** Line of the file where the row starts. */
	line: number;
	cells: string[];
}

/** What a file, or one sheet of a workbook, holds. */
export interface Sheet {
	/** What refusals call it: "organisations.csv", "classeur.xlsx, feuille organisations". */
	file: string;
	headers: string[];
	rows: SheetRow[];
}

/**
 * Reads a CSV file: UTF-8, separator `;`, quotes as RFC 4180. Anything else is refused with the line and
 * what to do; no row of a file that cannot be read whole is returned.
 */
export async function readCsv(folder: string, file: string): Promise<Sheet | LineRefusal> {
	const bytes = await readFile(join(folder, file)).catch((error: NodeJS.ErrnoException) => error);
	if (bytes instanceof Error)
		return {
			file,
			message: `ne peut pas être lu (${bytes.code ?? bytes.message}) : vérifiez qu’il existe et que vous y avez accès.`
		};
	const text = decodeUtf8(bytes);
	if (typeof text !== 'string') {
		return {
			file,
			line: text.line,
			message:
				'n’est pas en UTF-8 : dans le tableur, enregistrez-le en « CSV UTF-8 (séparateur point-virgule) ».'
		};
	}
	if (text.includes('\0'))
		return {
			file,
			message: 'contient des octets nuls : ce n’est pas un fichier CSV, ou il est abîmé.'
		};
	try {
		return splitRows(text, file);
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		return refusalOf(error, file);
	}
}

/** Reads a long text named in a cell (`@textes/x.md`), never outside the import folder. */
export async function readLongText(
	folder: string,
	path: string
): Promise<{ text: string } | { refusal: string }> {
	const found = await readInside(folder, path);
	if ('refusal' in found) return found;
	const text = decodeUtf8(found.bytes);
	return typeof text === 'string'
		? { text }
		: { refusal: `renvoie au fichier « ${path} », qui n’est pas en UTF-8` };
}

/** The bytes of a file named in a cell, never outside the import folder. */
export async function readInside(
	folder: string,
	path: string
): Promise<{ bytes: Buffer } | { refusal: string }> {
	const root = await realpath(folder);
	const target = await realpath(join(root, path)).catch(() => null);
	if (!target)
		return { refusal: `renvoie au fichier « ${path} », qui n’existe pas dans le dossier` };
	if (!target.startsWith(root + sep))
		return { refusal: 'renvoie à un fichier hors du dossier, ce qui est refusé' };
	if (!(await stat(target)).isFile())
		return { refusal: `renvoie à « ${path} », qui est un dossier et non un fichier` };
	return { bytes: await readFile(target) };
}

/** The text, or the line of the first byte that is not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | { line: number } {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		// The decoder does not say where: the first line that does not decode alone is the one to show.
		const lines = Buffer.from(bytes).toString('latin1').split('\n');
		const line = lines.findIndex((one) => !isUtf8(Buffer.from(one, 'latin1')));
		return { line: line + 1 };
	}
}

function isUtf8(bytes: Uint8Array): boolean {
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return true;
	} catch {
		// The answer itself: these bytes are not UTF-8.
		return false;
	}
}

function splitRows(text: string, file: string): Sheet | LineRefusal {
	// The types of csv-parse forget that `info` wraps each record.
	const records = parse(text, {
		delimiter: ';',
		bom: true,
		info: true,
		trim: true,
		relax_column_count: true
	}) as unknown as { record: string[]; info: { lines: number } }[];
	const [first, ...others] = records;
	if (!first || first.record.every((cell) => cell === '')) {
		return {
			file,
			line: 1,
			message: 'est vide : la première ligne doit porter les noms des colonnes.'
		};
	}
	if (first.record.length === 1 && /[,\t]/.test(first.record[0] ?? '')) {
		return {
			file,
			line: 1,
			message:
				'n’utilise pas le point-virgule comme séparateur : enregistrez-le en « CSV (séparateur point-virgule) ».'
		};
	}
	let previous = first.info.lines;
	const rows: SheetRow[] = [];
	for (const { record, info } of others) {
		const line = previous + 1;
		previous = info.lines;
		if (record.every((cell) => cell === '')) continue;
		if (record.length !== first.record.length) {
			return {
				file,
				line,
				message: `a ${String(record.length)} cases au lieu de ${String(first.record.length)} : un point-virgule manque ou est de trop, ou le fichier est coupé.`
			};
		}
		rows.push({ line, cells: record.map(unguardFormula) });
	}
	return { file, headers: first.record, rows };
}

function refusalOf(error: CsvError, file: string): LineRefusal {
	const line = Number((error as CsvError & { lines?: number }).lines ?? 1); // set by csv-parse on every parsing error
	if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
		return {
			file,
			line,
			message:
				'a un guillemet ouvert qui n’est jamais fermé : le fichier est sans doute coupé, ou un guillemet est de trop.'
		};
	}
	return {
		file,
		line,
		message: `n’a pas la forme d’un CSV (${error.code}) : vérifiez les guillemets de cette ligne.`
	};
}
