import { and, asc, eq } from 'drizzle-orm';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import type { MetricValue } from '#core/metrics.ts';
import { nameable } from '#core/server/permissions.ts';
import { counted } from '#core/words.ts';
import { workshopPath } from '../paths.ts';
import { touchesYear } from '../rules.ts';
import { workshop, workshopPeriod } from './tables.ts';

type CountField = 'participants' | 'women' | 'men' | 'jobExits';

/** Sum of one count over the periods of the year; a period without that count is said. */
async function total(
	ctx: Context,
	year: number,
	field: CountField,
	unit: [string, string]
): Promise<MetricValue> {
	const rows = await ctx.db
		.select({
			period: workshopPeriod,
			name: workshop.name,
			code: workshop.code
		})
		.from(workshopPeriod)
		.innerJoin(workshop, eq(workshop.id, workshopPeriod.workshopId))
		.where(and(nameable(ctx, workshop), nameable(ctx, workshopPeriod)))
		.orderBy(asc(workshop.name), asc(workshopPeriod.from), workshopPeriod.id);
	const inYear = rows.filter((row) => touchesYear(row.period, year));
	const counts = inYear.flatMap((row) =>
		row.period[field] === null ? [] : [{ ...row, count: row.period[field] }]
	);
	const silent = inYear.length - counts.length;
	return {
		value: counts.length === 0 ? null : counts.reduce((sum, row) => sum + row.count, 0),
		rows: counts.map((row) => ({
			kind: 'workshop',
			id: row.period.id,
			label: `${row.name}, depuis ${formatPartialDate(row.period.from)}`,
			detail: counted(row.count, unit[0], unit[1]),
			path: workshopPath(row.code),
			audience: row.period.audience
		})),
		...(silent > 0
			? { coverage: `${counted(silent, 'période')} sans ce nombre : non renseigné` }
			: {})
	};
}

export const metrics: Metric[] = [
	{
		id: 'inclusion.participants',
		label: 'Personnes accompagnées',
		unit: 'personnes',
		rule: 'Somme des participants des périodes d’atelier de l’année ; une personne présente dans deux périodes y compte deux fois, faute de noms.',
		compute: (ctx, { year }) => total(ctx, year, 'participants', ['personne', 'personnes'])
	},
	{
		id: 'inclusion.women',
		label: 'Femmes',
		unit: 'personnes',
		rule: 'Somme des femmes parmi les participants des périodes d’atelier de l’année.',
		compute: (ctx, { year }) => total(ctx, year, 'women', ['femme', 'femmes'])
	},
	{
		id: 'inclusion.men',
		label: 'Hommes',
		unit: 'personnes',
		rule: 'Somme des hommes parmi les participants des périodes d’atelier de l’année.',
		compute: (ctx, { year }) => total(ctx, year, 'men', ['homme', 'hommes'])
	},
	{
		id: 'inclusion.job-exits',
		label: 'Sorties vers un emploi',
		unit: 'sorties',
		rule: 'Somme des sorties vers un emploi des périodes d’atelier de l’année.',
		compute: (ctx, { year }) => total(ctx, year, 'jobExits', ['sortie', 'sorties'])
	}
];
