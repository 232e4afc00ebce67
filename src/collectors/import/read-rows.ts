import type { Column } from '#core/cells.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { keyOf, type Row } from '#core/server/records.ts';
import { readLongText, type CsvFile, type CsvRow, type LineRefusal } from './read-csv.ts';

/** Codes already known for a kind: identifier by code, and the codes of refused lines. */
export interface KnownCodes {
	ids: Map<string, string>;
	refused: Set<string>;
}

export interface ReadRow {
	line: number;
	values: Row;
}

export interface ReadResult {
	rows: ReadRow[];
	refusals: LineRefusal[];
	/** Codes of the lines refused here, so that what refers to them says so. */
	refusedCodes: Set<string>;
}

/** Turns the lines of a file into rows of its kind: types, references, rules, duplicate keys. */
export async function readRows(
	folder: string,
	kind: AnyKind,
	csv: CsvFile,
	known: Map<string, KnownCodes>
): Promise<ReadResult> {
	const headers = checkHeaders(kind, csv.headers);
	const result: ReadResult = { rows: [], refusals: headers.refusals, refusedCodes: new Set() };
	if (headers.refusals.length > 0) return result;
	const seen = new Map<string, number>();
	for (const row of csv.rows) {
		const { values, refusals } = await readRow(folder, kind, row, headers.fields, known);
		if (refusals.length === 0) refusals.push(...ruleRefusals(kind, row.line, values));
		const key = keyOf(kind, values);
		const before = seen.get(key);
		if (refusals.length === 0 && before !== undefined)
			refusals.push(duplicate(kind, row.line, values, before));
		if (refusals.length === 0) {
			seen.set(key, row.line);
			result.rows.push({ line: row.line, values });
			continue;
		}
		result.refusals.push(...refusals);
		const code = kind.codeField ? row.cells[headers.fields.indexOf(kind.codeField)] : undefined;
		if (code && before === undefined) result.refusedCodes.add(code);
	}
	return result;
}

/** Field of each column of the file, in its order; refuses unknown, repeated and missing columns. */
function checkHeaders(
	kind: AnyKind,
	headers: string[]
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
				file: kind.file,
				line: 1,
				column: header,
				message: `colonne inconnue. Colonnes possibles : ${expected}.`
			});
		else if (headers.indexOf(header) !== index)
			refusals.push({
				file: kind.file,
				line: 1,
				column: header,
				message: 'colonne présente deux fois : gardez-en une.'
			});
		return field ?? '';
	});
	for (const [header, field] of byHeader) {
		if (kind.columns[field]?.required && !headers.includes(header)) {
			refusals.push({
				file: kind.file,
				line: 1,
				column: header,
				message: 'colonne obligatoire absente : ajoutez-la.'
			});
		}
	}
	return { fields, refusals };
}

async function readRow(
	folder: string,
	kind: AnyKind,
	row: CsvRow,
	fields: string[],
	known: Map<string, KnownCodes>
) {
	const values: Row = {};
	const refusals: LineRefusal[] = [];
	for (const [index, field] of fields.entries()) {
		const column = kind.columns[field];
		if (!column) continue;
		const text = row.cells[index] ?? '';
		const read = await readCell(folder, column, text, known);
		if ('refusal' in read)
			refusals.push({
				file: kind.file,
				line: row.line,
				column: column.header,
				value: text,
				message: read.refusal
			});
		else values[field] = read.value;
	}
	return { values, refusals };
}

async function readCell(
	folder: string,
	column: Column,
	text: string,
	known: Map<string, KnownCodes>
): Promise<{ value: unknown } | { refusal: string }> {
	if (text === '')
		return column.required ? { refusal: 'est obligatoire et vide' } : { value: null };
	let content = text;
	if (column.type.long && text.startsWith('@')) {
		const long = await readLongText(folder, text.slice(1));
		if ('refusal' in long) return long;
		content = long.text;
	}
	const read = column.type.read(content);
	if ('refusal' in read || !column.type.target) return read;
	return resolve(read.value, column, known.get(column.type.target));
}

/** Codes → identifiers. */
function resolve(
	value: unknown,
	column: Column,
	known: KnownCodes | undefined
): { value: unknown } | { refusal: string } {
	const codes = Array.isArray(value) ? value.map(String) : [String(value)];
	const ids: string[] = [];
	for (const code of codes) {
		const id = known?.ids.get(code);
		if (id) {
			ids.push(id);
			continue;
		}
		return {
			refusal: known?.refused.has(code)
				? `renvoie à « ${code} », dont la ligne est elle-même refusée`
				: `renvoie à « ${code} », qui n’existe pas (${column.type.expects})`
		};
	}
	return { value: column.type.many ? ids : ids[0] };
}

function ruleRefusals(kind: AnyKind, line: number, values: Row): LineRefusal[] {
	const complete: Row = Object.fromEntries(
		Object.keys(kind.columns).map((field) => [field, values[field] ?? null])
	);
	return (kind.check?.(complete) ?? []).map((refusal) => ({
		file: kind.file,
		line,
		...(refusal.field && kind.columns[refusal.field]
			? { column: kind.columns[refusal.field]?.header ?? '' }
			: {}),
		message: refusal.message
	}));
}

function duplicate(kind: AnyKind, line: number, values: Row, before: number): LineRefusal {
	const headers = kind.key.map((field) => kind.columns[field]?.header ?? field).join(' + ');
	const code = kind.codeField ? values[kind.codeField] : undefined;
	return {
		file: kind.file,
		line,
		column: headers,
		...(typeof code === 'string' ? { value: code } : {}),
		message: `est déjà à la ligne ${String(before)} : chaque ligne doit avoir sa propre clé`
	};
}
