import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { person, personName, personPath } from '#modules/network/index.ts';
import { workshopPath } from '../paths.ts';
import { workshop, workshopPeriod } from './tables.ts';

/** Workshops that the actor may read, in the order of the collective, with their periods. */
export async function listWorkshops(ctx: Context) {
	const rows = await ctx.db
		.select()
		.from(workshop)
		.where(visible(ctx, workshop))
		.orderBy(sql`${workshop.position} nulls last`, asc(workshop.name), workshop.id)
		.limit(100);
	const periods = await listPeriods(
		ctx,
		rows.map((row) => row.id)
	);
	return rows.map((row) => ({
		...row,
		path: workshopPath(row.code),
		periods: periods.filter((one) => one.workshopId === row.id)
	}));
}

/** One workshop with its periods. Refuses (404) when absent or not for the actor. */
export async function getWorkshop(ctx: Context, code: string) {
	const [row] = await ctx.db
		.select()
		.from(workshop)
		.where(and(eq(workshop.code, code), visible(ctx, workshop)));
	if (!row) throw absent('Cet atelier n’existe pas, ou sa fiche ne vous est pas ouverte.');
	return { ...row, periods: await listPeriods(ctx, [row.id]) };
}

async function listPeriods(ctx: Context, ids: string[]) {
	if (ids.length === 0) return [];
	const rows = await ctx.db
		.select({
			period: workshopPeriod,
			code: person.code,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(workshopPeriod)
		.leftJoin(person, and(eq(person.id, workshopPeriod.leaderId), nameable(ctx, person)))
		.where(and(inArray(workshopPeriod.workshopId, ids), visible(ctx, workshopPeriod)))
		.orderBy(asc(workshopPeriod.from), workshopPeriod.id);
	return rows.map(({ period, code, firstName, lastName }) => ({
		...period,
		leader: code ? { name: personName({ firstName, lastName }), path: personPath(code) } : null
	}));
}
