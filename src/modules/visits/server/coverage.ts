import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { nameable } from '#core/server/permissions.ts';
import { compareFrench } from '#core/words.ts';
import { listMemberIds, organisation, organisationPath } from '#modules/network/index.ts';
import { commune } from '#modules/territory/index.ts';
import { HELD_STATES } from '../labels.ts';
import { coverage } from '../rules.ts';
import { asLine, lineColumns } from './queries.ts';
import { visit } from './tables.ts';

/** Members on a day that the actor may read, with the arrondissement of their seat. */
export async function listMemberSeats(ctx: Context, day: string) {
	const ids = await listMemberIds(ctx, day);
	if (ids.length === 0) return [];
	const rows = await ctx.db
		.select({
			id: organisation.id,
			code: organisation.code,
			name: organisation.name,
			city: organisation.city,
			audience: organisation.audience,
			arrondissement: commune.arrondissementName
		})
		.from(organisation)
		.leftJoin(commune, and(eq(commune.id, organisation.communeId), nameable(ctx, commune)))
		.where(and(inArray(organisation.id, ids), nameable(ctx, organisation)));
	return rows.sort((a, b) => compareFrench(a.name, b.name));
}

/** The board of visits on a day, as its figures count them, what was archived since among them: members never visited, the others longest ago first, visits planned. */
export async function getCoverage(ctx: Context, day: string) {
	const members = (await listMemberSeats(ctx, day)).map((member) => ({
		...member,
		path: organisationPath(member.code)
	}));
	const visits = await selectBoard(ctx, day);
	const { never, visited } = coverage(
		members,
		visits.map((one) => ({ ...one, held: HELD_STATES.includes(one.state) }))
	);
	const lines = visits.map((row) => ({ ...asLine(row), dateLast: row.dateLast }));
	return {
		memberCount: members.length,
		never,
		visited: visited.map(({ member, last }) => ({
			member,
			visit: lines.find((one) => one.organisation.id === member.id && one.dateLast === last) ?? null
		})),
		planned: lines.filter((one) => one.state === 'planned')
	};
}

function selectBoard(ctx: Context, day: string) {
	return ctx.db
		.select({ ...lineColumns, dateLast: visit.dateLast })
		.from(visit)
		.innerJoin(organisation, eq(organisation.id, visit.organisationId))
		.where(
			and(
				nameable(ctx, visit),
				nameable(ctx, organisation),
				sql`(${visit.state} = 'planned' or ${visit.dateLast} <= ${day})`
			)
		)
		.orderBy(desc(visit.dateLast), asc(visit.code))
		.limit(1000);
}
