import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** A column of partial dates, or an expression that gives one. */
type Dated = PgColumn | SQL;

/** First civil day of a partial date, `YYYY-MM-DD`: in the database, what `boundsOf` says in the program. Null for no date. */
export function firstDayOf(date: Dated): SQL<string | null> {
	return sql<string | null>`fanal.first_day(${date})`;
}

/**
 * What no day of a partial date comes after, and every later day does: to compare with days, not to print. The last day of a month is
 * its 31st here, which sorts as the true one. Null for no date.
 */
export function lastDayOf(date: Dated): SQL<string | null> {
	return sql<string | null>`fanal.last_day(${date})`;
}

/** Whether something may have held one of the days from `first` to `last` (`YYYY-MM-DD`); an unknown start or end does not exclude. */
export function mayTouch(
	{ from, until }: { from: Dated; until: Dated },
	first: string,
	last: string
): SQL<boolean> {
	return sql<boolean>`((${from} is null or ${firstDayOf(from)} <= ${last}) and (${until} is null or ${lastDayOf(until)} >= ${first}))`;
}

/** The same of the days of a year. */
export function mayTouchYear(span: { from: Dated; until: Dated }, year: number): SQL<boolean> {
	return mayTouch(span, `${String(year)}-01-01`, `${String(year)}-12-31`);
}

/** Whether a partial date lies in a year, whatever its precision; false for no date. */
export function isOfYear(date: Dated, year: number): SQL<boolean> {
	return sql<boolean>`coalesce(left(${date}, 4) = ${String(year)}, false)`;
}

/** The order of partial dates, as `comparePartialDates` has it: a vague one after those that it covers. For `orderBy`. */
export function inTime(date: Dated): SQL[] {
	return [sql`${lastDayOf(date)}`, sql`${firstDayOf(date)} desc`];
}

/** The order of names in French, as `compareFrench` has it; names that it does not tell apart, by case and accents. For `orderBy`. */
export function inFrench(name: Dated): SQL {
	return sql`fanal.in_french(${name}) collate fanal.french`;
}
