import { takeText, type Column } from '#core/cells.ts';
import { cleanText } from '#core/typed.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { keyOf, type Row } from '#core/server/records.ts';
import { resolveCodes, type KnownCodes } from './references.ts';
import { readLongText, type Sheet, type SheetRow, type LineRefusal } from './read-csv.ts';

/** Characters of a value that a refusal repeats. */
const SHOWN = 200;

/** What the refusals of a sheet are about. */
interface Place {
	kind: AnyKind;
	file: string;
}

/** Where what cells name is found. */
export interface Reading {
	folder: string;
	/** Keeps a file of the folder: what the row writes for it, or a French reason. */
	takeFile: (path: string) => Promise<{ value: string } | { refusal: string }>;
}

export interface ReadRow {
	line: number;
	values: Row;
}

export interface ReadResult {
	rows: ReadRow[];
	refusals: LineRefusal[];
	/** Lines that refer to a record taken away on screen: they stay away with it. */
	away: (ReadRow & { because: string })[];
	/** Codes of the lines refused here, so that what refers to them says so. */
	refusedCodes: Set<string>;
	/** True when the headers are at fault: no line was read. */
	unread: boolean;
}

/**
 * Turns the lines of a file into rows of its kind: types, references, rules, duplicate keys. A column left out
 * says nothing: the row keeps what is stored.
 * @param stored the rows of the kind in the database, asked for only when a column is left out or a text is too long
 */
export async function readRows(
	reading: Reading,
	kind: AnyKind,
	sheet: Sheet,
	known: Map<string, KnownCodes>,
	stored: () => Promise<Row[]>
): Promise<ReadResult> {
	const place = { kind, file: sheet.file };
	const headers = checkHeaders(kind, sheet);
	const unread = headers.refusals.length > 0;
	const refusals = [...headers.refusals];
	const result: ReadResult = { rows: [], refusals, away: [], refusedCodes: new Set(), unread };
	if (unread) return result;
	const unsaid = Object.keys(kind.columns).filter((field) => !headers.fields.includes(field));
	const byKey = async () => new Map((await stored()).map((row) => [keyOf(kind, row), row]));
	let before = unsaid.length === 0 ? null : await byKey();
	const seen = new Map<string, number>();
	for (const row of sheet.rows) {
		const { values, tooLong, refusals, away } = await readRow(
			reading,
			place,
			row,
			headers.fields,
			known
		);
		if (away && refusals.length + tooLong.length === 0) {
			result.away.push({ line: row.line, values, because: away });
			continue;
		}
		if (tooLong.length > 0) before ??= await byKey();
		const kept = before?.get(keyOf(kind, values));
		for (const one of tooLong)
			if (isStored(kind, one, kept)) values[one.field] = kept?.[one.field];
			else refusals.push(one.refusal);
		for (const field of unsaid) values[field] = kept?.[field] ?? null;
		if (refusals.length === 0) refusals.push(...ruleRefusals(place, row.line, values));
		const key = keyOf(kind, values);
		const first = seen.get(key);
		if (refusals.length === 0 && first !== undefined)
			refusals.push(duplicate(place, row.line, values, first));
		if (refusals.length === 0) {
			seen.set(key, row.line);
			result.rows.push({ line: row.line, values });
			continue;
		}
		result.refusals.push(...refusals);
		const code = kind.codeField ? row.cells[headers.fields.indexOf(kind.codeField)] : undefined;
		if (code && first === undefined) result.refusedCodes.add(code);
	}
	return result;
}

/** A text longer than its cell takes in today. */
interface TooLong {
	field: string;
	text: string;
	refusal: LineRefusal;
}

/** Was it taken in before cells had this bound? What is stored leaves, and comes back the same. */
function isStored(kind: AnyKind, { field, text }: TooLong, row: Row | undefined): boolean {
	const type = kind.columns[field]?.type;
	const value = row?.[field] ?? null;
	if (!type || type.target || value === null) return false;
	const isLong = type.long === true;
	return cleanText(type.write(value), isLong) === cleanText(text, isLong);
}

/** Field of each column of the file, in its order; refuses unknown, repeated and missing columns. */
function checkHeaders(
	kind: AnyKind,
	{ file, headers }: Sheet
): { fields: string[]; refusals: LineRefusal[] } {
	const byHeader = new Map(
		Object.entries(kind.columns).map(([field, column]) => [column.header, field])
	);
	const refusals: LineRefusal[] = [];
	const expected = [...byHeader.keys()].join(', ');
	const fields = headers.map((header, index) => {
		const field = byHeader.get(header);
		if (!field)
			refusals.push({
				file,
				line: 1,
				column: header,
				message: `colonne inconnue. Colonnes possibles : ${expected}.`
			});
		else if (headers.indexOf(header) !== index)
			refusals.push({
				file,
				line: 1,
				column: header,
				message: 'colonne présente deux fois : gardez-en une.'
			});
		return field ?? '';
	});
	for (const [header, field] of byHeader) {
		if (kind.columns[field]?.required && !headers.includes(header)) {
			refusals.push({
				file,
				line: 1,
				column: header,
				message: 'colonne obligatoire absente : ajoutez-la.'
			});
		}
	}
	return { fields, refusals };
}

async function readRow(
	reading: Reading,
	{ kind, file }: Place,
	row: SheetRow,
	fields: string[],
	known: Map<string, KnownCodes>
) {
	const values: Row = {};
	const refusals: LineRefusal[] = [];
	const tooLong: TooLong[] = [];
	let away: string | undefined;
	for (const [index, field] of fields.entries()) {
		const column = kind.columns[field];
		if (!column) continue;
		const text = row.cells[index] ?? '';
		const read = await readCell(reading, column, text, known);
		if ('away' in read) {
			away ??= read.away;
			continue;
		}
		if ('value' in read) {
			values[field] = read.value;
			continue;
		}
		const refusal = {
			file,
			line: row.line,
			column: column.header,
			value: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text,
			message: read.refusal
		};
		if (read.long !== undefined) tooLong.push({ field, text: read.long, refusal });
		else refusals.push(refusal);
	}
	return { values, tooLong, refusals, away };
}

async function readCell(
	{ folder, takeFile }: Reading,
	column: Column,
	text: string,
	known: Map<string, KnownCodes>
): Promise<{ value: unknown } | { refusal: string; long?: string } | { away: string }> {
	if (text === '')
		return column.required ? { refusal: 'est obligatoire et vide' } : { value: null };
	let content = text;
	if (column.type.long && text.startsWith('@')) {
		const long = await readLongText(folder, text.slice(1));
		if ('refusal' in long) return long;
		content = long.text;
	}
	const taken = takeText(column.type, content);
	if ('refusal' in taken) return { ...taken, long: content };
	if (column.type.file) return takeFile(taken.text);
	if (taken.text === '') return readCell({ folder, takeFile }, column, '', known);
	const read = column.type.read(taken.text);
	if ('refusal' in read || !column.type.target) return read;
	return resolveCodes(read.value, column, known.get(column.type.target));
}

function ruleRefusals({ kind, file }: Place, line: number, values: Row): LineRefusal[] {
	return (kind.check?.(values) ?? []).map((refusal) => ({
		file,
		line,
		...(refusal.field && kind.columns[refusal.field]
			? { column: kind.columns[refusal.field]?.header ?? '' }
			: {}),
		message: refusal.message
	}));
}

function duplicate({ kind, file }: Place, line: number, values: Row, before: number): LineRefusal {
	const headers = kind.key.map((field) => kind.columns[field]?.header ?? field).join(' + ');
	const code = kind.codeField ? values[kind.codeField] : undefined;
	return {
		file,
		line,
		column: headers,
		...(typeof code === 'string' ? { value: code } : {}),
		message: `est déjà à la ligne ${String(before)} : chaque ligne doit avoir sa propre clé`
	};
}
