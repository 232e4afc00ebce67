import { sql, type SQL } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { enumerated } from '#core/words.ts';
import { kinds, modules } from '#modules/all.ts';

/**
 * Day at which the data of a year are read, `YYYY-MM-DD`: the cut-off day of its edition; else the one of the
 * manifest, for the year of the manifest; else 31 December. The same for all readers, as the figures are.
 */
export async function cutOffOf(ctx: Context, year: number): Promise<string> {
	const edition = (await listEditions(ctx)).find((one) => one.year === year);
	const { settings } = ctx.collective;
	const ofManifest = settings.year === year ? settings.cutOffOn : undefined;
	return edition?.cutOffOn ?? ofManifest ?? `${String(year)}-12-31`;
}

/**
 * Years that have a report, the latest first: the one that the collective shows, each one before it in which the records that the
 * reader may read tell some activity, and each one that such a record is written for. Every door asks this one list: page, file,
 * program, menu.
 */
export async function listReportYears(ctx: Context): Promise<number[]> {
	const { year: shown } = ctx.collective.settings;
	const { rows } = await ctx.db.execute<{ year: number; written: boolean }>(
		sql`SELECT year, bool_or(written) AS written FROM (${sql.join(
			kinds.flatMap((kind) => yearsTold(ctx, kind)),
			sql` UNION ALL `
		)}) told WHERE year BETWEEN 1900 AND 2200 GROUP BY year`
	);
	const told = rows.filter(({ year, written }) => written || year < shown);
	return [...new Set([shown, ...told.map(({ year }) => year)])].sort((a, b) => b - a);
}

/** Refuses (404) the report of a year that has none, before anything is written: no address costs a report. */
export async function refuseEmptyYear(ctx: Context, year: number): Promise<void> {
	const known = await listReportYears(ctx);
	if (known.includes(year)) return;
	throw absent(
		`Il n’y a rien à raconter de ${String(year)} : les rapports sont ceux de ${enumerated(known.map(String))}.`
	);
}

/** The years of the rows of a kind, by each column that tells one; a year that is written as such (an edition, a yearly sheet) may come after the one shown. */
function yearsTold(ctx: Context, { table, columns }: AnyKind): SQL[] {
	return Object.entries(columns).flatMap(([field, { type, aside }]) => {
		const column = columnsOf(table)[field];
		if (!column || aside) return [];
		const isYear = field === 'year' && type.name === 'entier';
		if (!isYear && !['date', 'jour'].includes(type.name)) return [];
		const year = isYear ? column : sql`left(${column}, 4)::int`;
		return [
			sql`SELECT DISTINCT ${year} AS year, ${isYear ? sql`true` : sql`false`} AS written FROM ${table} WHERE ${column} IS NOT NULL AND ${visible(ctx, table)}`
		];
	});
}

async function listEditions(ctx: Context): Promise<{ year: number; cutOffOn: string }[]> {
	const lists = [];
	for (const one of modules) lists.push((await one.editions?.(ctx)) ?? []);
	return lists.flat();
}
