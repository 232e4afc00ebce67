import { and, asc, eq, gte, lte } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { CalendarEntry, Period } from '#core/server/contract.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { organisation } from '#modules/network/index.ts';
import { visitPath } from '../paths.ts';
import { ofName } from '../rules.ts';
import { visit } from './tables.ts';

/** Visits held or planned in a period. */
export async function listCalendar(ctx: Context, period: Period): Promise<CalendarEntry[]> {
	const rows = await ctx.db
		.select({
			visit,
			code: organisation.code,
			name: organisation.name,
			city: organisation.city
		})
		.from(visit)
		.innerJoin(
			organisation,
			and(eq(organisation.id, visit.organisationId), nameable(ctx, organisation))
		)
		.where(
			and(visible(ctx, visit), gte(visit.dateLast, period.from), lte(visit.dateLast, period.to))
		)
		.orderBy(asc(visit.dateLast), asc(visit.code))
		.limit(500);
	return rows.map(({ visit: row, name, city }) => ({
		id: row.id,
		title: row.title ?? `Visite ${ofName(name)}`,
		date: row.date,
		...(city ? { place: city } : {}),
		series: 'Visites',
		path: visitPath(row.code),
		audience: row.audience,
		planned: row.state === 'planned'
	}));
}
