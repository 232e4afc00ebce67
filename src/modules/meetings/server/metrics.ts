import { and, asc, eq, gte, lte } from 'drizzle-orm';
import { lastDayOf, type MetricScope } from '#core/metrics.ts';
import { comparePartialDates, formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { group, groupTitle } from '#modules/groups/index.ts';
import { meetingPath } from '../paths.ts';
import { meeting } from './tables.ts';

type Held = Awaited<ReturnType<typeof held>>[number];

/** Meetings held in the year that the actor may read, in date order. */
async function held(ctx: Context, scope: MetricScope) {
	const rows = await ctx.db
		.select({
			id: meeting.id,
			code: meeting.code,
			title: meeting.title,
			type: meeting.type,
			on: meeting.on,
			startTime: meeting.startTime,
			inCalendar: meeting.inCalendar,
			groupId: meeting.groupId,
			audience: meeting.audience
		})
		.from(meeting)
		.where(
			and(
				eq(meeting.state, 'held'),
				gte(meeting.onLast, `${String(scope.year)}-01-01`),
				lte(meeting.onLast, lastDayOf(scope)),
				nameable(ctx, meeting)
			)
		);
	return rows.sort(
		(a, b) =>
			comparePartialDates(a.on, b.on) || (a.startTime ?? '').localeCompare(b.startTime ?? '')
	);
}

/** A metric that counts the meetings held in the year that fit. */
function counting(
	about: Pick<Metric, 'id' | 'label' | 'unit' | 'rule' | 'keptTo'>,
	fits: (one: Held) => boolean
): Metric {
	return {
		...about,
		compute: async (ctx, scope) => {
			const rows = (await held(ctx, scope)).filter(fits);
			return {
				value: rows.length,
				rows: rows.map((one) => ({
					kind: 'meeting',
					id: one.id,
					label: one.title,
					detail: formatPartialDate(one.on),
					path: meetingPath(one.code),
					audience: one.audience
				}))
			};
		}
	};
}

/** The same for one type of meeting of the yearly calendar. */
function ofType(type: Held['type'], label: string, what: string): Metric {
	return counting(
		{
			id: `meetings.${type}`,
			label,
			unit: 'réunions',
			rule: `${what} de l’année et au calendrier des instances, chaque date comptée une fois.`
		},
		(one) => one.inCalendar === true && one.type === type
	);
}

export const metrics: Metric[] = [
	counting(
		{
			id: 'meetings.held',
			label: 'Réunions et événements enregistrés',
			unit: 'réunions',
			rule: 'Réunions, rencontres, visites apprenantes, sessions et événements tenus dans l’année et enregistrés un par un, chacun compté une fois ; ceux que le document ne fait que compter n’y sont pas.'
		},
		() => true
	),
	counting(
		{
			id: 'meetings.calendar',
			label: 'Rendez-vous de l’association',
			unit: 'rendez-vous',
			rule: 'Réunions tenues inscrites au calendrier annuel des instances de l’association, chacune comptée une fois.'
		},
		(one) => one.inCalendar === true
	),
	ofType('bureau', 'Bureaux', 'Réunions de bureau tenues au cours'),
	ofType('board', 'Conseils d’administration', 'Conseils d’administration tenus au cours'),
	ofType('assembly', 'Assemblées générales', 'Assemblées générales tenues au cours'),
	ofType('seminar', 'Séminaires', 'Séminaires tenus au cours')
];

/** Id of the number of meetings of one group: `meetings.held.gt1`. */
function metricOf(code: string): string {
	return `meetings.held.${code}`;
}

/** Meetings of each working group of the PTCE, for the band of its chapter. */
export async function dynamicMetrics(ctx: Context): Promise<Metric[]> {
	const groups = await ctx.db
		.select({
			id: group.id,
			code: group.code,
			number: group.number,
			name: group.name,
			audience: group.audience
		})
		.from(group)
		.where(and(eq(group.type, 'workingGroup'), eq(group.circle, 'ptce')))
		.orderBy(asc(group.position), asc(group.code))
		.limit(200);
	return groups.map((own) =>
		counting(
			{
				id: metricOf(own.code),
				label: `Réunions enregistrées — ${groupTitle(own)}`,
				keptTo: [own.audience],
				unit: 'réunions',
				rule: 'Réunions, rencontres et événements du groupe tenus dans l’année et enregistrés un par un ; ceux que le document ne fait que compter n’y sont pas.'
			},
			(one) => one.groupId === own.id
		)
	);
}
