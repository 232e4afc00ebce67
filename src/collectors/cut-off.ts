import { sql } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { enumerated } from '#core/words.ts';
import { kinds, modules } from '#modules/all.ts';

/**
 * Day at which the data of a year are read, `YYYY-MM-DD`: the cut-off day of its edition; else the one of the
 * manifest, for the year of the manifest; else 31 December.
 */
export async function cutOffOf(ctx: Context, year: number): Promise<string> {
	const edition = (await listEditions(ctx)).find((one) => one.year === year);
	const { settings } = ctx.collective;
	const ofManifest = settings.year === year ? settings.cutOffOn : undefined;
	return edition?.cutOffOn ?? ofManifest ?? `${String(year)}-12-31`;
}

/** Years that have an edition, or that the collective shows, the latest first. */
export async function listReportYears(ctx: Context): Promise<number[]> {
	const years = (await listEditions(ctx)).map((one) => one.year);
	return [...new Set([...years, ctx.collective.settings.year])].sort((a, b) => b - a);
}

/**
 * Refuses (404) the report of a year that has nothing: no edition, no row of its number, nothing dated in it, or a year to come. Asked
 * before anything is written, so that no address costs a report.
 */
export async function refuseEmptyYear(ctx: Context, year: number): Promise<void> {
	const known = await listReportYears(ctx);
	if (known.includes(year)) return;
	if (year <= Number(ctx.today.slice(0, 4)) && (await hasRowsOf(ctx, year))) return;
	throw absent(
		`Il n’y a rien à raconter de ${String(year)} : les rapports sont ceux de ${enumerated(known.map(String))}, et des années où quelque chose est daté.`
	);
}

/** Is anything dated in that year, or written for it? */
async function hasRowsOf(ctx: Context, year: number): Promise<boolean> {
	const looks = kinds.flatMap(({ table, columns }) =>
		Object.entries(columns).flatMap(([field, { type }]) => {
			const column = columnsOf(table)[field];
			if (!column || field === 'archivedOn') return [];
			if (field === 'year' && type.name === 'entier')
				return [sql`EXISTS (SELECT FROM ${table} WHERE ${column} = ${year})`];
			return ['date', 'jour'].includes(type.name)
				? [sql`EXISTS (SELECT FROM ${table} WHERE left(${column}, 4) = ${String(year)})`]
				: [];
		})
	);
	const { rows } = await ctx.db.execute<{ found: boolean }>(
		sql`SELECT ${sql.join(looks, sql` OR `)} AS found`
	);
	return rows[0]?.found === true;
}

async function listEditions(ctx: Context): Promise<{ year: number; cutOffOn: string }[]> {
	const lists = [];
	for (const one of modules) lists.push((await one.editions?.(ctx)) ?? []);
	return lists.flat();
}
