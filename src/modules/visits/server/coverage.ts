import { and, asc, desc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { nameable } from '#core/server/permissions.ts';
import type { Page } from '#core/server/relation.ts';
import { inFrench } from '#core/server/spans.ts';
import { openMemberships, organisation, organisationPath } from '#modules/network/index.ts';
import { commune } from '#modules/territory/index.ts';
import { HELD_STATES } from '../labels.ts';
import { asLine, lineColumns } from './queries.ts';
import { visit } from './tables.ts';

const seatColumns = {
	id: organisation.id,
	code: organisation.code,
	name: organisation.name,
	city: organisation.city,
	audience: organisation.audience,
	arrondissement: commune.arrondissementName
};

/** Members on a day that the actor may read, with the arrondissement of their seat. */
export async function listMemberSeats(ctx: Context, day: string) {
	const open = openMemberships(ctx, day);
	return ctx.db
		.select({ ...seatColumns, membershipId: open.id })
		.from(organisation)
		.innerJoin(open, eq(open.organisationId, organisation.id))
		.leftJoin(commune, and(eq(commune.id, organisation.communeId), nameable(ctx, commune)))
		.where(nameable(ctx, organisation))
		.orderBy(inFrench(organisation.name), organisation.id);
}

/** The last visit held in each organisation until a day, what was archived since among them. */
function lastVisits(ctx: Context, day: string) {
	return ctx.db
		.selectDistinctOn([visit.organisationId], {
			id: visit.id,
			organisationId: visit.organisationId,
			code: visit.code,
			title: visit.title,
			date: visit.date,
			state: visit.state,
			dateLast: visit.dateLast
		})
		.from(visit)
		.where(and(nameable(ctx, visit), inArray(visit.state, HELD_STATES), lte(visit.dateLast, day)))
		.orderBy(visit.organisationId, desc(visit.dateLast), asc(visit.code))
		.as('last_visit');
}

/**
 * The board of visits on a day, as its figures count them: members never visited in the order of the directory, then the others,
 * longest ago first.
 */
export async function listCoverage(ctx: Context, day: string, page: Page) {
	const open = openMemberships(ctx, day);
	const last = lastVisits(ctx, day);
	const rows = await ctx.db
		.select({
			...seatColumns,
			membershipId: open.id,
			visit: {
				id: last.id,
				code: last.code,
				title: last.title,
				date: last.date,
				state: last.state
			}
		})
		.from(organisation)
		.innerJoin(open, eq(open.organisationId, organisation.id))
		.leftJoin(commune, and(eq(commune.id, organisation.communeId), nameable(ctx, commune)))
		.leftJoin(last, eq(last.organisationId, organisation.id))
		.where(nameable(ctx, organisation))
		.orderBy(sql`${last.dateLast} nulls first`, inFrench(organisation.name), organisation.id)
		.limit(page.limit)
		.offset(page.offset);
	return rows.map(({ visit: own, membershipId: _membershipId, ...member }) => ({
		member: { ...member, path: organisationPath(member.code) },
		visit:
			own &&
			asLine({
				...own,
				organisationId: member.id,
				organisationCode: member.code,
				organisationName: member.name
			})
	}));
}

/** How many members there are on a day, and how many of them were never visited. */
export async function countCoverage(ctx: Context, day: string) {
	const open = openMemberships(ctx, day);
	const last = lastVisits(ctx, day);
	const [found] = await ctx.db
		.select({
			members: sql<number>`count(*)::int`,
			never: sql<number>`(count(*) filter (where ${last.id} is null))::int`
		})
		.from(organisation)
		.innerJoin(open, eq(open.organisationId, organisation.id))
		.leftJoin(last, eq(last.organisationId, organisation.id))
		.where(nameable(ctx, organisation));
	return found ?? { members: 0, never: 0 };
}

/** Visits that are planned, the latest first. */
export async function listPlanned(ctx: Context, limit: number) {
	const rows = await ctx.db
		.select(lineColumns)
		.from(visit)
		.innerJoin(organisation, eq(organisation.id, visit.organisationId))
		.where(
			and(
				nameable(ctx, visit),
				nameable(ctx, organisation),
				eq(visit.state, 'planned'),
				isNotNull(visit.dateLast)
			)
		)
		.orderBy(desc(visit.dateLast), asc(visit.code))
		.limit(limit);
	return rows.map(asLine);
}
