import { inArray, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Audience } from '../../vocabulary.ts';
import { authoriseRows } from '../belonging.ts';
import { retireBearers } from '../circles.ts';
import type { Context } from '../context.ts';
import { record } from '../journal.ts';
import { authorisePuttingAway } from '../keeping.ts';
import { narrowedWith, type AnyKind } from '../kinds.ts';
import { authorise } from '../permissions.ts';
import { holdAsRead, holdParts } from './held.ts';
import { linkEntries } from './links.ts';
import { chunked, columnsOf, type Row } from './rows.ts';

/** A row that refers to a record. */
export interface Dependent {
	/** Identifier of the record referred to. */
	id: string;
	/** Table of the row, and the column that refers. */
	table: string;
	column: string;
	/** How many rows of that table do. */
	count: number;
}

/**
 * Who still refers to these records, asked of the database itself, which would refuse their removal. Their own
 * links go with them, and do not count; nor do rows of the list that refer to each other.
 */
export async function listDependents(
	ctx: Context,
	kind: AnyKind,
	ids: string[]
): Promise<Dependent[]> {
	if (ids.length === 0) return [];
	const own = linkEntries(kind).map(([, link]) => {
		const column = columnsOf(link.table)[link.owner];
		return `${nameOf(link.table)}.${column?.name ?? ''}`;
	});
	const found: Dependent[] = [];
	for (const { table, column } of await referencesTo(ctx, nameOf(kind.table))) {
		if (own.includes(`${table}.${column}`)) continue;
		const target = sql.identifier(column);
		const among = sql.join(
			ids.map((id) => sql`${id}::uuid`),
			sql`, `
		);
		const others = table === nameOf(kind.table) ? sql` AND id NOT IN (${among})` : sql``;
		const { rows } = await ctx.db.execute<{ id: string; count: number }>(
			// What is counted is no row that is read: its column is asked as a value.
			sql`SELECT ${target}::text AS id, count(*)::int AS count FROM ${sql.identifier(table)} WHERE ${target} IN (${among})${others} GROUP BY 1`
		);
		found.push(...rows.map((row) => ({ ...row, table, column })));
	}
	return found;
}

/**
 * Removes records and their own links; the journal keeps each row whole. Refuses (403) without the permission, and what stands by
 * itself but to who writes all of its kind; (422) what somebody has changed since it was read. `takenBack`: the actor created these rows, and nothing happened to them since.
 */
export async function removeRecords(
	ctx: Context,
	kind: AnyKind,
	rows: Row[],
	{ takenBack = false } = {}
): Promise<void> {
	authorise(ctx, kind.permission);
	if (!takenBack) authorisePuttingAway(ctx, kind);
	await authoriseRows(ctx, kind, rows);
	for (const row of narrowedWith(kind).length > 0 ? rows : []) await holdParts(ctx, row);
	await holdAsRead(ctx, kind, rows);
	for (const chunk of chunked(rows)) {
		const ids = chunk.map((row) => String(row['id']));
		for (const [, link] of linkEntries(kind)) {
			const owner = columnsOf(link.table)[link.owner];
			if (owner) await ctx.db.delete(link.table).where(inArray(owner, ids));
		}
		await ctx.db.delete(kind.table).where(inArray(kind.table.id, ids));
	}
	await record(
		ctx,
		rows.map((row) => ({
			event: `${kind.name}.removed`,
			kind: kind.name,
			recordId: String(row['id']),
			audience: row['audience'] as Audience, // the column of every record
			data: { row }
		}))
	);
	await retireBearers(ctx, kind, rows);
	touchReferences(ctx, kind, rows);
}

/** What is said of a record also names those it refers to: they are to be refreshed when it goes or comes back. */
export function touchReferences(ctx: Context, kind: AnyKind, rows: Row[]): void {
	for (const [field, { type }] of Object.entries(kind.columns)) {
		if (!type.target) continue;
		const ids = ctx.touched.get(type.target) ?? new Set<string>();
		for (const value of rows.flatMap((row) => row[field] ?? [])) ids.add(String(value));
		if (ids.size > 0) ctx.touched.set(type.target, ids);
	}
}

async function referencesTo(
	ctx: Context,
	table: string
): Promise<{ table: string; column: string }[]> {
	const { rows } = await ctx.db.execute<{ table: string; column: string }>(sql`
		SELECT source.relname AS "table", attribute.attname AS "column"
		FROM pg_constraint reference
		JOIN pg_class source ON source.oid = reference.conrelid
		JOIN pg_attribute attribute ON attribute.attrelid = source.oid AND attribute.attnum = reference.conkey[1]
		WHERE reference.contype = 'f' AND reference.confdeltype <> 'c'
			AND reference.confrelid = to_regclass(${table})
		ORDER BY 1, 2`);
	return rows;
}

const nameOf = (table: PgTable) => getTableConfig(table).name;
