import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { formatPartialDate } from '#core/partial-date.ts';
import type { MetricScope } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { narrowed, relation, sumOf, type Relation } from '#core/server/relation.ts';
import { mayTouchYear } from '#core/server/spans.ts';
import { counted } from '#core/words.ts';
import { workshopPath } from '../paths.ts';
import { workshop, workshopPeriod } from './tables.ts';

type CountField = 'participants' | 'women' | 'men' | 'jobExits';

/** Periods of the year, with one of their counts. */
function periods(
	ctx: Context,
	{ year }: MetricScope,
	field: CountField,
	unit: [string, string]
): Relation {
	return relation({
		kind: 'workshop',
		id: workshopPeriod.id,
		audience: workshopPeriod.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: workshopPeriod.id,
					from: workshopPeriod.from,
					amount: sql<number | null>`${workshopPeriod[field]}`.as('amount'),
					audience: workshopPeriod.audience,
					name: workshop.name,
					code: workshop.code
				})
				.from(workshopPeriod)
				.innerJoin(workshop, eq(workshop.id, workshopPeriod.workshopId))
				.where(
					and(
						mayTouchYear(workshopPeriod, year),
						nameable(ctx, workshop),
						nameable(ctx, workshopPeriod),
						narrower
					)
				)
				.$dynamic(),
		order: [asc(workshop.name), asc(workshopPeriod.from), workshopPeriod.id],
		tell: ({ name, code, from, amount }) => ({
			label: `${name}, depuis ${formatPartialDate(from)}`,
			detail: counted(amount ?? 0, unit[0], unit[1]),
			path: workshopPath(code)
		})
	});
}

/** Sum of one count over the periods of the year; a period without that count is said. */
function summing(
	about: Pick<Metric, 'id' | 'label' | 'unit' | 'rule'>,
	field: CountField,
	unit: [string, string]
): Metric {
	return {
		...about,
		rows: (ctx, scope) =>
			narrowed(periods(ctx, scope, field, unit), isNotNull(workshopPeriod[field])),
		compute: async (ctx, scope) => {
			const { sum, silent } = await sumOf(ctx, periods(ctx, scope, field, unit));
			return {
				value: sum,
				...(silent > 0
					? { coverage: `${counted(silent, 'période')} sans ce nombre : non renseigné` }
					: {})
			};
		}
	};
}

export const metrics: Metric[] = [
	summing(
		{
			id: 'inclusion.participants',
			label: 'Personnes accompagnées',
			unit: 'personnes',
			rule: 'Somme des participants des périodes d’atelier de l’année ; une personne présente dans deux périodes y compte deux fois, faute de noms.'
		},
		'participants',
		['personne', 'personnes']
	),
	summing(
		{
			id: 'inclusion.women',
			label: 'Femmes',
			unit: 'personnes',
			rule: 'Somme des femmes parmi les participants des périodes d’atelier de l’année.'
		},
		'women',
		['femme', 'femmes']
	),
	summing(
		{
			id: 'inclusion.men',
			label: 'Hommes',
			unit: 'personnes',
			rule: 'Somme des hommes parmi les participants des périodes d’atelier de l’année.'
		},
		'men',
		['homme', 'hommes']
	),
	summing(
		{
			id: 'inclusion.job-exits',
			label: 'Sorties vers un emploi',
			unit: 'sorties',
			rule: 'Somme des sorties vers un emploi des périodes d’atelier de l’année.'
		},
		'jobExits',
		['sortie', 'sorties']
	)
];
