import type { Column } from '#core/cells.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';

/** Identifier → code, for each kind that is referred to. */
export type CodesByKind = Map<string, Map<string, string>>;

/** Codes of the records that a kind of rows refers to; of those only that pass the filter, if one is given. */
export async function codesReferredTo(
	ctx: Context,
	kind: AnyKind,
	isWanted: (row: Row) => boolean = () => true
): Promise<CodesByKind> {
	const targets = new Set(
		Object.values(kind.columns).flatMap((column) => column.type.target ?? [])
	);
	const result: CodesByKind = new Map();
	for (const target of targets) {
		const other = kinds.find((one) => one.name === target);
		const field = other?.codeField;
		if (!other || !field) continue;
		const rows = (await storedRows(ctx, other)).filter(isWanted);
		result.set(target, new Map(rows.map((row) => [String(row['id']), String(row[field])])));
	}
	return result;
}

/** The value of a row as the import reads it: codes instead of identifiers, nothing for what is not known. */
export function cellText(row: Row, field: string, column: Column, codes: CodesByKind): string {
	const value = row[field];
	if (value === null || value === undefined) return '';
	const target = column.type.target ? codes.get(column.type.target) : undefined;
	if (!target)
		return column.type.long ? inline(column.type.write(value)) : column.type.write(value);
	const ids = Array.isArray(value) ? value.map(String) : [String(value)];
	const written = ids.flatMap((id) => target.get(id) ?? []).sort();
	return column.type.write(column.type.many ? written : (written[0] ?? ''));
}

/** A long text that begins with @ would name a file: Markdown has an escape for it. */
function inline(text: string): string {
	return text.startsWith('@') ? `\\${text}` : text;
}

/** What people call each of these rows: the cells of its key, "capep · 2023". */
export async function nameRows(
	ctx: Context,
	kind: AnyKind,
	rows: Row[]
): Promise<Map<string, string>> {
	if (rows.length === 0) return new Map();
	const codes = await codesReferredTo(ctx, kind);
	return new Map(rows.map((row) => [String(row['id']), nameOf(kind, row, codes)]));
}

function nameOf(kind: AnyKind, row: Row, codes: CodesByKind): string {
	return kind.key
		.map((field) => {
			const column = kind.columns[field];
			return column ? cellText(row, field, column, codes) : '';
		})
		.filter(Boolean)
		.join(' · ');
}
