import { and, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { MetricRow, MetricScope } from '../metrics.ts';
import type { Context } from './context.ts';
import type { Metric } from './contract.ts';

/** A query of Drizzle that is still to be asked (`$dynamic()`), as much of it as is needed here. */
interface Selection<Row> extends SQLWrapper, PromiseLike<Row[]> {
	orderBy: (...columns: (PgColumn | SQL)[]) => Selection<Row>;
	limit: (rows: number) => Selection<Row>;
	offset: (rows: number) => Selection<Row>;
}

/** How a module tells the rows that a figure counts. */
export interface Counted<Row> {
	kind: string;
	/** Of the records that are counted: no row is there twice. */
	id: PgColumn;
	/** Readers of what each row opens. */
	audience: PgColumn;
	/**
	 * The rows, as the actor of the context reads them and narrowed by one more condition. They are selected with `id` first, `audience`
	 * and, for a sum, what is summed as `amount`.
	 */
	select: (narrower?: SQL) => Selection<Row>;
	/** The order in which they are told. It ends with what no two rows share. */
	order: (PgColumn | SQL)[];
	tell: (row: Row) => Pick<MetricRow, 'label' | 'detail' | 'path'>;
}

/** Rows that the database holds, to be counted where they are and told a page at a time. */
export interface Relation {
	id: PgColumn;
	audience: PgColumn;
	/** The query itself, narrowed by one more condition, within parentheses: for `from`, `in`, `exists`. */
	among: (narrower?: SQL) => SQL;
	list: (narrower: SQL | undefined, page: Page) => Promise<MetricRow[]>;
}

/** Rows `offset` and following, `limit` of them. */
export interface Page {
	offset: number;
	limit: number;
}

/** All of them, for a file. */
export const WHOLE: Page = { offset: 0, limit: 1_000_000 };

/** What a figure counts, of a query of its module. */
export function relation<Row extends { id: string; audience: MetricRow['audience'] }>({
	kind,
	id,
	audience,
	select,
	order,
	tell
}: Counted<Row>): Relation {
	return {
		id,
		audience,
		among: (narrower) => sql`(${select(narrower)})`,
		list: async (narrower, { offset, limit }) => {
			const rows = await select(narrower)
				.orderBy(...order)
				.limit(limit)
				.offset(offset);
			return rows.map((row) => ({ kind, id: row.id, ...tell(row), audience: row.audience }));
		}
	};
}

/** Those of its rows that meet a condition. */
export function narrowed(of: Relation, condition: SQL | undefined): Relation {
	return {
		...of,
		among: (narrower) => of.among(and(condition, narrower)),
		list: (narrower, page) => of.list(and(condition, narrower), page)
	};
}

/** Is a record one of those of a relation? */
export function isAmong(id: PgColumn, { among }: Relation): SQL {
	// Read once, whatever the database thinks of its size: it would read it again for each row.
	return sql`${id} = any(array(select counted_id from ${among()} counted(counted_id)))`;
}

/** How many rows, counted in the database. */
export async function countOf(
	{ db }: Context,
	{ among }: Relation,
	narrower?: SQL
): Promise<number> {
	const [found] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(sql`${among(narrower)} counted`);
	return found?.count ?? 0;
}

/** How many rows have an `amount`, how many have none, and the sum; null when none has any. */
export async function sumOf(
	{ db }: Context,
	{ among }: Relation
): Promise<{ sum: number | null; filled: number; silent: number }> {
	const [found] = await db
		.select({
			sum: sql<number | null>`sum(counted.amount)::float8`,
			filled: sql<number>`count(counted.amount)::int`,
			silent: sql<number>`(count(*) - count(counted.amount))::int`
		})
		.from(sql`${among()} counted`);
	return found ?? { sum: null, filled: 0, silent: 0 };
}

/** The metric that counts the rows of a relation. */
export function counting(
	about: Omit<Metric, 'compute' | 'rows'>,
	rows: (ctx: Context, scope: MetricScope) => Relation
): Metric {
	return {
		...about,
		rows,
		compute: async (ctx, scope) => ({ value: await countOf(ctx, rows(ctx, scope)) })
	};
}
