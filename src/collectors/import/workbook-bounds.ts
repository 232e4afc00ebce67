import { inflateRawSync } from 'node:zlib';

/** Bytes of a workbook, and of all that it unfolds to: a list of 100 000 full rows takes less. */
const LONGEST_FILE = 32 * 1024 * 1024;
const LONGEST_UNFOLDED = 64 * 1024 * 1024;
const MOST_CELLS = 500_000;
const LAST_ROW = 100_000;
const LAST_COLUMN = 500;

const END_OF_ARCHIVE = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;

/**
 * Why a workbook is not read, in French, after its name: it would unfold to more than a list may hold. Nothing of it is
 * kept while it is weighed, and what its own table of contents says of sizes is not believed. Null when it is of a
 * reasonable size, or no archive at all, which reading it tells better.
 */
export function refuseLargeWorkbook(bytes: Buffer): string | null {
	if (bytes.length > LONGEST_FILE)
		return `pèse plus de ${megabytes(LONGEST_FILE)} : coupez-le en plusieurs classeurs, ou enregistrez chaque feuille en CSV.`;
	let left = LONGEST_UNFOLDED;
	for (const { name, start, end, method } of entriesOf(bytes)) {
		const packed = bytes.subarray(start, end);
		const content = method === DEFLATED ? unfolded(packed, left) : packed;
		if (content === null || content.length > left)
			return `se déplie en plus de ${megabytes(LONGEST_UNFOLDED)}, ce qu’aucune liste ne demande : ouvrez-le, gardez les seules lignes du tableau dans un classeur neuf, et recommencez.`;
		left -= content.length;
		const refusal = name.includes('worksheets/') ? refuseLargeSheet(content) : null;
		if (refusal) return refusal;
	}
	return null;
}

/** The bytes of an entry; null when there are more than that; none when it is damaged, which reading it tells. */
function unfolded(packed: Buffer, most: number): Buffer | null {
	try {
		return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) });
	} catch (error) {
		const isTooLarge =
			error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
		return isTooLarge ? null : Buffer.alloc(0);
	}
}

/** A sheet of few cells may still stretch to the last row and column, which are all given a place when it is read. */
function refuseLargeSheet(content: Buffer): string | null {
	const text = content.toString('latin1');
	let cells = 0;
	for (const _cell of text.matchAll(/<(?:\w{1,20}:)?c[\s/>]/g)) cells += 1;
	if (cells > MOST_CELLS)
		return `a une feuille de plus de ${MOST_CELLS.toLocaleString('fr-FR')} cases : coupez-la en plusieurs classeurs.`;
	let [lastRow, lastColumn] = [0, 0];
	for (const [, letters = '', digits = ''] of text.matchAll(/\sr=["']([A-Z]{1,3})(\d{1,7})["']/g)) {
		lastRow = Math.max(lastRow, Number(digits));
		lastColumn = Math.max(lastColumn, columnNumber(letters));
	}
	if (lastRow > LAST_ROW)
		return `a une feuille qui va jusqu’à la ligne ${lastRow.toLocaleString('fr-FR')} : supprimez les lignes vides sous le tableau (${LAST_ROW.toLocaleString('fr-FR')} au plus).`;
	if (lastColumn > LAST_COLUMN)
		return `a une feuille qui va jusqu’à la ${lastColumn.toLocaleString('fr-FR')}e colonne : supprimez les colonnes vides à droite du tableau (${String(LAST_COLUMN)} au plus).`;
	return null;
}

function columnNumber(letters: string): number {
	return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

interface Entry {
	name: string;
	start: number;
	end: number;
	method: number;
}

/** Entries of an archive as its table of contents lists them (APPNOTE.TXT 4.3.12 and 4.3.16); none for what is no archive. */
function* entriesOf(bytes: Buffer): Generator<Entry> {
	const signature = Buffer.alloc(4);
	signature.writeUInt32LE(END_OF_ARCHIVE);
	const last = bytes.lastIndexOf(signature);
	if (last === -1 || last + 22 > bytes.length) return;
	let at = bytes.readUInt32LE(last + 16);
	while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === ENTRY) {
		const method = bytes.readUInt16LE(at + 10);
		const size = bytes.readUInt32LE(at + 20);
		const nameLength = bytes.readUInt16LE(at + 28);
		const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
		const local = bytes.readUInt32LE(at + 42);
		const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
		if (local + 30 <= bytes.length) {
			const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
			yield { name, start, end: Math.min(start + size, bytes.length), method };
		}
		at += 46 + nameLength + rest;
	}
}

function megabytes(bytes: number): string {
	return `${String(bytes / 1024 / 1024)} Mo`;
}
