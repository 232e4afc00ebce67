import { getTableColumns } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/** A record as the database gives it, or as it is written, by the names of its fields. */
export type Row = Record<string, unknown>;

/** Columns of the table, by the name of their property. */
export function columnsOf(table: PgTable): Record<string, PgColumn> {
	return getTableColumns(table);
}

/** Rows in lots that one statement takes. */
export function chunked<T>(rows: T[], size = 200): T[][] {
	const chunks: T[][] = [];
	for (let start = 0; start < rows.length; start += size)
		chunks.push(rows.slice(start, start + size));
	return chunks;
}
