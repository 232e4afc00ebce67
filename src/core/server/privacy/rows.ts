import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Naming, PersonalTable, Subject } from './declared.ts';

export type Told = Record<string, unknown>;

/** The rows of a declared table that name somebody, at most `limit`, the last written first where that is known. */
export async function rowsNaming(
	ctx: Context,
	declared: PersonalTable,
	who: Subject,
	limit = 10_000
): Promise<Told[]> {
	const where = naming(declared, who);
	if (!where) return [];
	const { rows } = await ctx.db.execute<Told>(
		sql`SELECT * FROM ${sql.identifier(declared.table)} WHERE ${where} ORDER BY 1 DESC LIMIT ${Number.isFinite(limit) ? limit : null}`
	);
	return rows;
}

/** How many rows of a declared table name somebody. */
export async function countNaming(
	ctx: Context,
	declared: PersonalTable,
	who: Subject
): Promise<number> {
	const where = naming(declared, who);
	if (!where) return 0;
	const { rows } = await ctx.db.execute<{ count: number }>(
		sql`SELECT count(*)::int AS count FROM ${sql.identifier(declared.table)} WHERE ${where}`
	);
	return rows[0]?.count ?? 0;
}

/** The condition under which a row names somebody; none when nothing of the table can. */
export function naming(declared: PersonalTable, who: Subject): SQL | undefined {
	const ways = Object.entries(declared.by).flatMap(([column, how]) => {
		const one = columnNames(column, how, who);
		return one ? [one] : [];
	});
	if (ways.length === 0) return undefined;
	const conditions = [sql`(${sql.join(ways, sql` OR `)})`, ...held(declared.when)];
	return sql.join(conditions, sql` AND `);
}

/** These columns hold these values. */
function held(when: Record<string, string> = {}): SQL[] {
	return Object.entries(when).map(([column, value]) => sql`${sql.identifier(column)} = ${value}`);
}

/** The condition under which this column names somebody. */
export function columnNames(column: string, how: Naming, who: Subject): SQL | undefined {
	const values = valuesOf(how, who);
	if (values.length === 0) return undefined;
	const text =
		how === 'address'
			? sql`lower(${sql.identifier(column)})`
			: sql`${sql.identifier(column)}::text`;
	return sql`${text} IN (${sql.join(
		values.map((value) => sql`${value}`),
		sql`, `
	)})`;
}

function valuesOf(how: Naming, who: Subject): string[] {
	switch (how) {
		case 'person':
			return who.personId ? [who.personId] : [];
		case 'code':
			return who.code ? [who.code] : [];
		case 'account':
			return who.accounts;
		case 'address':
			return who.addresses;
		case 'name':
			return who.names;
	}
}
