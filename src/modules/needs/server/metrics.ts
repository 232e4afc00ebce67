import { and, asc, eq } from 'drizzle-orm';
import { dayOf, type MetricScope, type MetricValue } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { listMemberIds, organisation } from '#modules/network/index.ts';
import { meeting } from '#modules/meetings/index.ts';
import { visit } from '#modules/visits/index.ts';
import { needStates, needThemes, type NeedSense } from '../labels.ts';
import { needPath } from '../paths.ts';
import { isShared } from '../rules.ts';
import { inYear } from './queries.ts';
import { need, needOrganisation } from './tables.ts';

const YEARLY =
	'datés de l’année par eux-mêmes, leur visite ou leur réunion, ou sans date, chacun compté une fois quel que soit le nombre de structures qui le portent';

async function needRows(ctx: Context, year: number, sense: NeedSense) {
	return ctx.db
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
		.where(and(eq(need.sense, sense), inYear(year), nameable(ctx, need)))
		.orderBy(asc(need.theme), asc(need.code));
}
type Row = Awaited<ReturnType<typeof needRows>>[number];

function valueOf(rows: Row[]): MetricValue {
	return {
		value: rows.length,
		rows: rows.map((row) => ({
			kind: 'need',
			id: row.id,
			label: row.title,
			detail: `${labelOf(needThemes, row.theme)} · ${labelOf(needStates, row.state)}`,
			path: needPath(row.code),
			audience: row.audience
		}))
	};
}

/** Needs of the year that at least three members ask for. */
async function sharedRows(ctx: Context, scope: MetricScope): Promise<Row[]> {
	const members = new Set(await listMemberIds(ctx, dayOf(scope)));
	const links = await ctx.db
		.select({ needId: needOrganisation.needId, organisationId: needOrganisation.organisationId })
		.from(needOrganisation)
		.innerJoin(
			organisation,
			and(eq(organisation.id, needOrganisation.organisationId), nameable(ctx, organisation))
		);
	const askers = new Map<string, string[]>();
	for (const { needId, organisationId } of links)
		askers.set(needId, [...(askers.get(needId) ?? []), organisationId]);
	const rows = await needRows(ctx, scope.year, 'need');
	return rows.filter((row) => isShared(askers.get(row.id) ?? [], members));
}

export const metrics: Metric[] = [
	{
		id: 'needs.heard',
		label: 'Besoins entendus',
		unit: 'besoins',
		rule: `Besoins ${YEARLY} ; les offres ne comptent pas.`,
		compute: async (ctx, { year }) => valueOf(await needRows(ctx, year, 'need'))
	},
	{
		id: 'needs.takenUp',
		label: 'Besoins repris ou répondus',
		unit: 'besoins',
		rule: `Besoins repris par un groupe ou une action, ou qui ont reçu une réponse, ${YEARLY}.`,
		compute: async (ctx, { year }) =>
			valueOf(
				(await needRows(ctx, year, 'need')).filter(
					(row) => row.state === 'takenUp' || row.state === 'answered'
				)
			)
	},
	{
		id: 'needs.answered',
		label: 'Besoins répondus',
		unit: 'besoins',
		rule: `Besoins dont l’état est « répondu », ${YEARLY}.`,
		compute: async (ctx, { year }) =>
			valueOf((await needRows(ctx, year, 'need')).filter((row) => row.state === 'answered'))
	},
	{
		id: 'needs.shared',
		label: 'Besoins partagés par au moins trois membres',
		unit: 'besoins',
		rule: `Besoins demandés par au moins trois membres au {jour}, ${YEARLY}.`,
		compute: async (ctx, scope) => valueOf(await sharedRows(ctx, scope))
	},
	{
		id: 'needs.offers',
		label: 'Offres des membres',
		unit: 'offres',
		rule: 'Offres de structures aux autres, datées de l’année par elles-mêmes, leur visite ou leur réunion, ou sans date, chacune comptée une fois.',
		compute: async (ctx, { year }) => valueOf(await needRows(ctx, year, 'offer'))
	}
];
