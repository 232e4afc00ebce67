import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { dayOf, type MetricScope } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, narrowed, relation, type Relation } from '#core/server/relation.ts';
import { labelOf } from '#core/vocabulary.ts';
import { isMemberOn, organisation } from '#modules/network/index.ts';
import { meeting } from '#modules/meetings/index.ts';
import { visit } from '#modules/visits/index.ts';
import { needStates, needThemes, type NeedSense } from '../labels.ts';
import { needPath } from '../paths.ts';
import { SHARED_BY } from '../rules.ts';
import { inYear } from './queries.ts';
import { need, needOrganisation } from './tables.ts';

const YEARLY =
	'datés de l’année par eux-mêmes, leur visite ou leur réunion, ou sans date, chacun compté une fois quel que soit le nombre de structures qui le portent';

/** Needs or offers of the year that the actor may read. */
function needs(ctx: Context, { year }: MetricScope, sense: NeedSense): Relation {
	return relation({
		kind: 'need',
		id: need.id,
		audience: need.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: need.id,
					code: need.code,
					title: need.title,
					theme: need.theme,
					state: need.state,
					audience: need.audience
				})
				.from(need)
				.leftJoin(visit, and(eq(visit.id, need.visitId), nameable(ctx, visit)))
				.leftJoin(meeting, and(eq(meeting.id, need.meetingId), nameable(ctx, meeting)))
				.where(and(eq(need.sense, sense), inYear(year), nameable(ctx, need), narrower))
				.$dynamic(),
		order: [asc(need.theme), asc(need.code)],
		tell: ({ code, title, theme, state }) => ({
			label: title,
			detail: `${labelOf(needThemes, theme)} · ${labelOf(needStates, state)}`,
			path: needPath(code)
		})
	});
}

/** Whether enough members at the day ask for a need; partners are not counted. */
function isShared(ctx: Context, scope: MetricScope): SQL {
	const { needId, organisationId } = needOrganisation;
	return sql`(select count(distinct ${organisationId}) from ${needOrganisation}
		join ${organisation} on ${organisation.id} = ${organisationId} and ${nameable(ctx, organisation)}
		where ${needId} = ${need.id} and ${isMemberOn(ctx, dayOf(scope), organisationId)}) >= ${SHARED_BY}`;
}

export const metrics: Metric[] = [
	counting(
		{
			id: 'needs.heard',
			label: 'Besoins entendus',
			unit: 'besoins',
			rule: `Besoins ${YEARLY} ; les offres ne comptent pas.`
		},
		(ctx, scope) => needs(ctx, scope, 'need')
	),
	counting(
		{
			id: 'needs.takenUp',
			label: 'Besoins repris ou répondus',
			unit: 'besoins',
			rule: `Besoins repris par un groupe ou une action, ou qui ont reçu une réponse, ${YEARLY}.`
		},
		(ctx, scope) =>
			narrowed(needs(ctx, scope, 'need'), inArray(need.state, ['takenUp', 'answered']))
	),
	counting(
		{
			id: 'needs.answered',
			label: 'Besoins répondus',
			unit: 'besoins',
			rule: `Besoins dont l’état est « répondu », ${YEARLY}.`
		},
		(ctx, scope) => narrowed(needs(ctx, scope, 'need'), eq(need.state, 'answered'))
	),
	counting(
		{
			id: 'needs.shared',
			label: 'Besoins partagés par au moins trois membres',
			unit: 'besoins',
			rule: `Besoins demandés par au moins trois membres au {jour}, ${YEARLY}.`
		},
		(ctx, scope) => narrowed(needs(ctx, scope, 'need'), isShared(ctx, scope))
	),
	counting(
		{
			id: 'needs.offers',
			label: 'Offres des membres',
			unit: 'offres',
			rule: 'Offres de structures aux autres, datées de l’année par elles-mêmes, leur visite ou leur réunion, ou sans date, chacune comptée une fois.'
		},
		(ctx, scope) => needs(ctx, scope, 'offer')
	)
];
