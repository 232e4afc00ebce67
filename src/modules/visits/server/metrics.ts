import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { lastDayOf, type MetricScope } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, countOf, narrowed, relation, type Relation } from '#core/server/relation.ts';
import { inFrench } from '#core/server/spans.ts';
import { memberRelation, organisation } from '#modules/network/index.ts';
import { visitPath } from '../paths.ts';
import { ofName } from '../rules.ts';
import { isHeldIn } from './queries.ts';
import { visit } from './tables.ts';

const isHeld = (ctx: Context, scope: MetricScope) => isHeldIn(ctx, scope.year, lastDayOf(scope));

function held(ctx: Context, scope: MetricScope): Relation {
	return relation({
		kind: 'visit',
		id: visit.id,
		audience: visit.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: visit.id,
					code: visit.code,
					title: visit.title,
					date: visit.date,
					audience: visit.audience,
					organisationId: organisation.id,
					name: organisation.name
				})
				.from(visit)
				.innerJoin(
					organisation,
					and(eq(organisation.id, visit.organisationId), nameable(ctx, organisation))
				)
				.where(and(isHeld(ctx, scope), narrower))
				.$dynamic(),
		order: [visit.dateLast, sql`${visit.position} nulls last`, organisation.name, visit.id],
		tell: ({ code, title, date, name }) => ({
			label: title ?? `Visite ${ofName(name)}`,
			detail: formatPartialDate(date),
			path: visitPath(code)
		})
	});
}

const members = (ctx: Context, scope: MetricScope) =>
	memberRelation(ctx, scope, inFrench(organisation.name));

/** Whether an organisation received one of these visits. */
function isVisited(ctx: Context, scope: MetricScope): SQL {
	return sql`${organisation.id} in (select ${visit.organisationId} from ${visit} where ${isHeld(ctx, scope)})`;
}

const visited = (ctx: Context, scope: MetricScope) =>
	narrowed(members(ctx, scope), isVisited(ctx, scope));

export const metrics: Metric[] = [
	{
		id: 'visits.held',
		label: 'Visites tenues',
		unit: 'visites',
		rule: 'Visites de structures tenues dans l’année, d’après leur date ; les visites prévues ne comptent pas.',
		rows: held,
		compute: async (ctx, scope) => {
			const seen = await countOf(ctx, visited(ctx, scope));
			const all = await countOf(ctx, members(ctx, scope));
			return {
				value: await countOf(ctx, held(ctx, scope)),
				coverage: `${String(seen)} sur ${String(all)} membres`
			};
		}
	},
	{
		id: 'visits.members',
		label: 'Membres visités',
		unit: 'organisations',
		rule: 'Membres au {jour} qui ont reçu au moins une visite dans l’année, chacun compté une fois.',
		rows: visited,
		compute: async (ctx, scope) => ({
			value: await countOf(ctx, visited(ctx, scope)),
			coverage: `sur ${String(await countOf(ctx, members(ctx, scope)))} membres`
		})
	},
	counting(
		{
			id: 'visits.notVisited',
			label: 'Membres non visités dans l’année',
			unit: 'organisations',
			rule: 'Membres au {jour} dont aucune visite tenue dans l’année n’est enregistrée, chacun compté une fois.'
		},
		(ctx, scope) => narrowed(members(ctx, scope), sql`not ${isVisited(ctx, scope)}`)
	)
];
