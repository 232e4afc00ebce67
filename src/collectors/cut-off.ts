import type { Context } from '#core/server/context.ts';
import { modules } from '#modules/all.ts';

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

async function listEditions(ctx: Context): Promise<{ year: number; cutOffOn: string }[]> {
	const lists = [];
	for (const one of modules) lists.push((await one.editions?.(ctx)) ?? []);
	return lists.flat();
}
