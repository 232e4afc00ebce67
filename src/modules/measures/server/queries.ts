import { and, asc, eq } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { measurePath } from '../paths.ts';
import { measure, reading } from './tables.ts';

/** Every measure that the actor may read, with its readings in date order. */
export async function listMeasures(ctx: Context) {
	const measures = await ctx.db
		.select()
		.from(measure)
		.where(visible(ctx, measure))
		.orderBy(asc(measure.label), measure.id)
		.limit(500);
	const readings = await ctx.db
		.select()
		.from(reading)
		.where(visible(ctx, reading))
		.orderBy(asc(reading.onLast), reading.id)
		.limit(5000);
	return measures.map((one) => ({
		...one,
		path: measurePath(one.code),
		readings: readings.filter((row) => row.measureId === one.id)
	}));
}
export type MeasureLine = Awaited<ReturnType<typeof listMeasures>>[number];

/** One measure with its readings. Refuses (404) when absent or not for the actor. */
export async function getMeasure(ctx: Context, code: string): Promise<MeasureLine> {
	const [row] = await ctx.db
		.select()
		.from(measure)
		.where(and(eq(measure.code, code), visible(ctx, measure)));
	if (!row) throw absent('Cette mesure n’existe pas, ou sa fiche ne vous est pas ouverte.');
	const readings = await ctx.db
		.select()
		.from(reading)
		.where(and(eq(reading.measureId, row.id), visible(ctx, reading)))
		.orderBy(asc(reading.onLast), reading.id);
	return { ...row, path: measurePath(row.code), readings };
}
