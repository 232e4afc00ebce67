import { stringify } from 'csv-stringify/sync';
import type { Column } from '#core/cells.ts';
import type { Audience } from '#core/vocabulary.ts';
import { decide, mayRead } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';

/**
 * A kind of rows as the CSV that the import reads: same headers, codes instead of identifiers, only what the
 * actor may read. UTF-8 with a mark so that spreadsheets open it well.
 */
export async function exportKind(
	ctx: Context,
	name: string
): Promise<{ file: string; csv: string }> {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw absent('Cette liste n’existe pas.');
	const decision = decide(ctx.actor, { permission: kind.permission.replace(/\.[a-z]+$/, '.read') });
	if (!decision.allowed)
		throw new Refused('forbidden', [{ code: 'forbidden', message: decision.because }]);
	const rows = (await storedRows(ctx, kind)).filter(
		(row) => mayRead(ctx.actor, row['audience'] as Audience) // every record table has one
	);
	const columns = Object.entries(kind.columns);
	const codes = await codesByTarget(ctx, kind);
	const lines = rows
		.map((row) => columns.map(([field, column]) => cellText(row, field, column, codes)))
		.sort((a, b) => (a.join(';') < b.join(';') ? -1 : 1));
	const csv = stringify([columns.map(([, column]) => column.header), ...lines], {
		delimiter: ';',
		bom: true
	});
	return { file: kind.file, csv };
}

async function codesByTarget(
	ctx: Context,
	kind: AnyKind
): Promise<Map<string, Map<string, string>>> {
	const targets = new Set(
		Object.values(kind.columns).flatMap((column) => column.type.target ?? [])
	);
	const result = new Map<string, Map<string, string>>();
	for (const target of targets) {
		const other = kinds.find((one) => one.name === target);
		const field = other?.codeField;
		if (!other || !field) continue;
		const rows = await storedRows(ctx, other);
		result.set(target, new Map(rows.map((row) => [String(row['id']), String(row[field])])));
	}
	return result;
}

function cellText(
	row: Row,
	field: string,
	column: Column,
	codes: Map<string, Map<string, string>>
): string {
	const value = row[field];
	if (value === null || value === undefined) return '';
	const target = column.type.target ? codes.get(column.type.target) : undefined;
	if (!target) return column.type.write(value);
	const ids = Array.isArray(value) ? value.map(String) : [String(value)];
	const written = ids.map((id) => target.get(id) ?? '').sort();
	return column.type.write(column.type.many ? written : written[0]);
}
