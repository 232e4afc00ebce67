import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, countOf, relation, sumOf, type Relation } from '#core/server/relation.ts';
import { dayOf, type MetricScope } from '#core/metrics.ts';
import { formatQuantity, type Quantity } from '#core/quantity.ts';
import { counted } from '#core/words.ts';
import { commune } from '#modules/territory/index.ts';
import { organisationPath } from '../paths.ts';
import { isMemberOn, openMemberships } from './queries.ts';
import { organisation, yearlySheet } from './tables.ts';

/** Members at the day that the actor may read, with the arrondissement of their seat, in the order that is asked. */
export function memberRelation(
	ctx: Context,
	scope: MetricScope,
	order: PgColumn | SQL = organisation.name
): Relation {
	const open = openMemberships(ctx, dayOf(scope));
	return relation({
		kind: 'organisation',
		id: organisation.id,
		audience: organisation.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: organisation.id,
					membershipId: open.id,
					code: organisation.code,
					name: organisation.name,
					audience: organisation.audience,
					arrondissement: commune.arrondissementName
				})
				.from(organisation)
				.innerJoin(open, eq(open.organisationId, organisation.id))
				.leftJoin(commune, and(eq(commune.id, organisation.communeId), nameable(ctx, commune)))
				.where(and(nameable(ctx, organisation), narrower))
				.$dynamic(),
		order: [order, organisation.id],
		tell: ({ code, name, arrondissement }) => ({
			label: name,
			...(arrondissement ? { detail: `arrondissement de ${arrondissement}` } : {}),
			path: organisationPath(code)
		})
	});
}

/** Numbers of the yearly sheets, each with its precision. */
const JOBS = sql<Quantity | null>`${yearlySheet.jobs}`;
const TURNOVER = sql<Quantity | null>`case when ${yearlySheet.turnoverCents} is not null
	then jsonb_build_object('value', ${yearlySheet.turnoverCents} / 100000000.0, 'qualifier', 'exact') end`;

/** Sheets of the members that give a number. */
function filledSheets(ctx: Context, scope: MetricScope, number: SQL<Quantity | null>): Relation {
	return relation({
		kind: 'organisation',
		id: organisation.id,
		audience: organisation.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: organisation.id,
					code: organisation.code,
					name: organisation.name,
					audience: organisation.audience,
					sheetId: yearlySheet.id,
					quantity: sql<Quantity>`${number}`,
					amount: sql`(${number}->>'value')::numeric`.as('amount')
				})
				.from(yearlySheet)
				.innerJoin(organisation, eq(organisation.id, yearlySheet.organisationId))
				.where(
					and(
						eq(yearlySheet.year, scope.year),
						sql`${number} is not null`,
						isMemberOn(ctx, dayOf(scope)),
						nameable(ctx, yearlySheet),
						nameable(ctx, organisation),
						narrower
					)
				)
				.$dynamic(),
		order: [organisation.name, organisation.id],
		tell: ({ name, code, quantity }) => ({
			label: name,
			detail: formatQuantity(quantity),
			path: organisationPath(code)
		})
	});
}

/** Sum of one column of the members' yearly sheets, or the total that the collective declares for them. */
function summing(
	about: Pick<Metric, 'id' | 'label' | 'unit' | 'rule'>,
	number: SQL<Quantity | null>
): Metric {
	return {
		...about,
		rows: (ctx, scope) => filledSheets(ctx, scope, number),
		compute: async (ctx, scope) => {
			const all = await countOf(ctx, memberRelation(ctx, scope));
			const { sum, filled } = await sumOf(ctx, filledSheets(ctx, scope, number));
			const coverage = `${counted(filled, 'fiche annuelle remplie', 'fiches annuelles remplies')} sur ${String(all)}`;
			const [declared] = await ctx.db
				.select({ id: yearlySheet.id, total: number, source: yearlySheet.source })
				.from(yearlySheet)
				.innerJoin(organisation, eq(organisation.id, yearlySheet.organisationId))
				.where(
					and(
						eq(yearlySheet.year, scope.year),
						eq(organisation.code, ctx.collective.code),
						nameable(ctx, yearlySheet),
						nameable(ctx, organisation)
					)
				);
			if (declared?.total && filled < all)
				return {
					...declared.total,
					coverage,
					source: declared.source ?? 'déclaré par le collectif'
				};
			if (filled === 0) return { value: null, coverage };
			return { value: sum, qualifier: filled < all ? 'atLeast' : 'exact', coverage };
		}
	};
}

export const metrics: Metric[] = [
	counting(
		{
			id: 'network.members',
			label: 'Membres',
			unit: 'organisations',
			rule: 'Organisations dont l’adhésion est ouverte au {jour}, chacune comptée une fois.'
		},
		(ctx, scope) => memberRelation(ctx, scope)
	),
	summing(
		{
			id: 'network.jobs',
			label: 'Emplois',
			unit: 'emplois',
			rule: 'Somme des emplois des fiches annuelles des membres ; tant que toutes ne sont pas remplies, total déclaré par le collectif, avec sa source.'
		},
		JOBS
	),
	summing(
		{
			id: 'network.turnover',
			label: 'Chiffre d’affaires',
			unit: 'millions d’euros',
			rule: 'Somme des chiffres d’affaires des fiches annuelles des membres, en millions d’euros ; tant que toutes ne sont pas remplies, total déclaré par le collectif, avec sa source.'
		},
		TURNOVER
	)
];
