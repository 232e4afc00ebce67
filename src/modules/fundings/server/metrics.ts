import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import type { MetricScope } from '#core/metrics.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, narrowed, relation, type Relation } from '#core/server/relation.ts';
import { isOfYear } from '#core/server/spans.ts';
import { labelOf } from '#core/vocabulary.ts';
import { fundingStates } from '../labels.ts';
import { OBTAINED, type FundingState } from '../rules.ts';
import { furthestState } from './queries.ts';
import { funding, fundingStep } from './tables.ts';

const FUNDINGS_PAGE = '/financements';

/** Fundings that the actor may read and that reached one of these states in the year, whatever the precision of its date. */
function reaching(ctx: Context, { year }: MetricScope, states: readonly FundingState[]): Relation {
	const wanted = sql`${fundingStep.state} = any(${sql.param(states)}::text[])`;
	const reached = sql`exists (select from ${fundingStep} where ${fundingStep.fundingId} = ${funding.id}
		and ${wanted} and ${isOfYear(fundingStep.on, year)} and ${nameable(ctx, fundingStep)})`;
	return relation({
		kind: 'funding',
		id: funding.id,
		audience: funding.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: funding.id,
					code: funding.code,
					title: funding.title,
					state: furthestState(ctx),
					audience: funding.audience
				})
				.from(funding)
				.where(and(reached, nameable(ctx, funding), narrower))
				.$dynamic(),
		order: [asc(funding.title), funding.id],
		tell: ({ code, title, state }) => ({
			label: title,
			...(state ? { detail: labelOf(fundingStates, state) } : {}),
			path: `${FUNDINGS_PAGE}#${code}`
		})
	});
}

/** Still a promise: nothing further was recorded. */
function isPromised(ctx: Context): SQL {
	return eq(furthestState(ctx), 'agreedInPrinciple');
}

export const metrics: Metric[] = [
	counting(
		{
			id: 'fundings.won',
			label: 'Financements obtenus',
			unit: 'financements',
			rule: 'Appels et subventions dont le collectif a été lauréat dans l’année, ou plus loin ; un accord de principe ne compte pas.'
		},
		(ctx, scope) => narrowed(reaching(ctx, scope, OBTAINED), ne(funding.type, 'label'))
	),
	counting(
		{
			id: 'fundings.in-principle',
			label: 'Accords de principe',
			unit: 'financements',
			rule: 'Financements promis dans l’année par un accord de principe et non encore obtenus.'
		},
		(ctx, scope) => narrowed(reaching(ctx, scope, ['agreedInPrinciple']), isPromised(ctx))
	)
];
