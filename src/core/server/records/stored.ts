import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '../context.ts';
import type { AnyKind } from '../kinds.ts';
import { linkedIds, linkEntries } from './links.ts';
import { columnsOf, type Row } from './rows.ts';

/** Every stored row of a kind, several references included as lists of identifiers under their field. */
export async function storedRows(ctx: Context, kind: AnyKind, where?: SQL): Promise<Row[]> {
	const rows: Row[] = await ctx.db
		.select()
		.from(kind.table as PgTable)
		.where(where);
	for (const [field, link] of linkEntries(kind)) {
		const owners = where ? rows.map((row) => String(row['id'])) : undefined;
		const byOwner = await linkedIds(ctx, link, owners);
		for (const row of rows) row[field] = byOwner.get(String(row['id'])) ?? [];
	}
	return rows;
}

/** Stored rows with the same key as this one: one, or none. */
export async function rowsOfKey(ctx: Context, kind: AnyKind, input: Row): Promise<Row[]> {
	const columns = columnsOf(kind.table);
	const conditions = kind.key.map((field) => {
		const column = columns[field];
		if (!column) throw new Error(`${kind.name}: key ${field} is no column`);
		const value = input[field] ?? null;
		return value === null ? isNull(column) : eq(column, value);
	});
	return storedRows(ctx, kind, and(...conditions));
}
