import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { dayOf, type MetricRow, type MetricScope, type MetricValue } from '#core/metrics.ts';
import { formatQuantity, type Quantity } from '#core/quantity.ts';
import { counted } from '#core/words.ts';
import { commune } from '#modules/territory/index.ts';
import { organisationPath } from '../paths.ts';
import { listMemberIds } from './queries.ts';
import { organisation, yearlySheet } from './tables.ts';

async function memberRows(ctx: Context, asOf: string) {
	const ids = await listMemberIds(ctx, asOf);
	if (ids.length === 0) return [];
	return ctx.db
		.select({
			id: organisation.id,
			code: organisation.code,
			name: organisation.name,
			audience: organisation.audience,
			arrondissement: commune.arrondissementName
		})
		.from(organisation)
		.leftJoin(commune, and(eq(commune.id, organisation.communeId), nameable(ctx, commune)))
		.where(and(inArray(organisation.id, ids), nameable(ctx, organisation)))
		.orderBy(organisation.name, organisation.id);
}

function asRow(row: Awaited<ReturnType<typeof memberRows>>[number]): MetricRow {
	return {
		kind: 'organisation',
		id: row.id,
		label: row.name,
		...(row.arrondissement ? { detail: `arrondissement de ${row.arrondissement}` } : {}),
		path: organisationPath(row.code),
		audience: row.audience
	};
}

/** Sum of one column of the members' yearly sheets, or the total that the collective declares for them. */
async function sheetTotal(
	ctx: Context,
	scope: MetricScope,
	read: (sheet: typeof yearlySheet.$inferSelect) => Quantity | null
): Promise<MetricValue> {
	const members = await memberRows(ctx, dayOf(scope));
	const own = await ctx.db
		.select({ sheet: yearlySheet, organisation })
		.from(yearlySheet)
		.innerJoin(organisation, eq(organisation.id, yearlySheet.organisationId))
		.where(
			and(eq(yearlySheet.year, scope.year), nameable(ctx, yearlySheet), nameable(ctx, organisation))
		);
	const ids = new Set(members.map((member) => member.id));
	const filled = own.flatMap((line) => {
		const quantity = ids.has(line.organisation.id) ? read(line.sheet) : null;
		return quantity ? [{ ...line, quantity }] : [];
	});
	const rows = filled.map(({ organisation: row, quantity }) => ({
		kind: 'organisation',
		id: row.id,
		label: row.name,
		detail: formatQuantity(quantity),
		path: organisationPath(row.code),
		audience: row.audience
	}));
	const coverage = `${counted(filled.length, 'fiche annuelle remplie', 'fiches annuelles remplies')} sur ${String(members.length)}`;
	const declared = own.find((line) => line.organisation.code === ctx.collective.code);
	const total = declared ? read(declared.sheet) : null;
	if (declared && total && filled.length < members.length) {
		return {
			...total,
			rows,
			coverage,
			source: declared.sheet.source ?? 'déclaré par le collectif'
		};
	}
	if (filled.length === 0) return { value: null, rows, coverage };
	return {
		value: filled.reduce((sum, line) => sum + line.quantity.value, 0),
		qualifier: filled.length < members.length ? 'atLeast' : 'exact',
		rows,
		coverage
	};
}

export const metrics: Metric[] = [
	{
		id: 'network.members',
		label: 'Membres',
		unit: 'organisations',
		rule: 'Organisations dont l’adhésion est ouverte au {jour}, chacune comptée une fois.',
		compute: async (ctx, scope) => {
			const rows = (await memberRows(ctx, dayOf(scope))).map(asRow);
			return { value: rows.length, rows };
		}
	},
	{
		id: 'network.jobs',
		label: 'Emplois',
		unit: 'emplois',
		rule: 'Somme des emplois des fiches annuelles des membres ; tant que toutes ne sont pas remplies, total déclaré par le collectif, avec sa source.',
		compute: (ctx, scope) => sheetTotal(ctx, scope, (sheet) => sheet.jobs)
	},
	{
		id: 'network.turnover',
		label: 'Chiffre d’affaires',
		unit: 'millions d’euros',
		rule: 'Somme des chiffres d’affaires des fiches annuelles des membres, en millions d’euros ; tant que toutes ne sont pas remplies, total déclaré par le collectif, avec sa source.',
		compute: (ctx, scope) =>
			sheetTotal(ctx, scope, (sheet) =>
				sheet.turnoverCents === null
					? null
					: { value: sheet.turnoverCents / 100_000_000, qualifier: 'exact' }
			)
	}
];
