import { and, asc, eq, gte, lte, sql, type SQL } from 'drizzle-orm';
import { lastDayOf, type MetricScope } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, narrowed, relation, type Relation } from '#core/server/relation.ts';
import { inTime } from '#core/server/spans.ts';
import { group, groupTitle } from '#modules/groups/index.ts';
import { meetingPath } from '../paths.ts';
import { meeting } from './tables.ts';

/** Meetings held in the year that the actor may read, in date order. */
function held(ctx: Context, scope: MetricScope): Relation {
	return relation({
		kind: 'meeting',
		id: meeting.id,
		audience: meeting.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: meeting.id,
					code: meeting.code,
					title: meeting.title,
					on: meeting.on,
					audience: meeting.audience
				})
				.from(meeting)
				.where(
					and(
						eq(meeting.state, 'held'),
						gte(meeting.onLast, `${String(scope.year)}-01-01`),
						lte(meeting.onLast, lastDayOf(scope)),
						nameable(ctx, meeting),
						narrower
					)
				)
				.$dynamic(),
		order: [...inTime(meeting.on), sql`coalesce(${meeting.startTime}, '')`, meeting.id],
		tell: ({ code, title, on }) => ({
			label: title,
			detail: formatPartialDate(on),
			path: meetingPath(code)
		})
	});
}

/** A metric that counts the meetings held in the year that fit. */
function countingHeld(
	about: Pick<Metric, 'id' | 'label' | 'unit' | 'rule' | 'keptTo'>,
	fits?: SQL
): Metric {
	return counting(about, (ctx, scope) => narrowed(held(ctx, scope), fits));
}

/** The same for one type of meeting of the yearly calendar. */
function ofType(type: typeof meeting.$inferSelect.type, label: string, what: string): Metric {
	return countingHeld(
		{
			id: `meetings.${type}`,
			label,
			unit: 'réunions',
			rule: `${what} de l’année et au calendrier des instances, chaque date comptée une fois.`
		},
		and(eq(meeting.inCalendar, true), eq(meeting.type, type))
	);
}

export const metrics: Metric[] = [
	countingHeld({
		id: 'meetings.held',
		label: 'Réunions et événements enregistrés',
		unit: 'réunions',
		rule: 'Réunions, rencontres, visites apprenantes, sessions et événements tenus dans l’année et enregistrés un par un, chacun compté une fois ; ceux que le document ne fait que compter n’y sont pas.'
	}),
	countingHeld(
		{
			id: 'meetings.calendar',
			label: 'Rendez-vous de l’association',
			unit: 'rendez-vous',
			rule: 'Réunions tenues inscrites au calendrier annuel des instances de l’association, chacune comptée une fois.'
		},
		eq(meeting.inCalendar, true)
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
		countingHeld(
			{
				id: metricOf(own.code),
				label: `Réunions enregistrées — ${groupTitle(own)}`,
				keptTo: [own.audience],
				unit: 'réunions',
				rule: 'Réunions, rencontres et événements du groupe tenus dans l’année et enregistrés un par un ; ceux que le document ne fait que compter n’y sont pas.'
			},
			eq(meeting.groupId, own.id)
		)
	);
}
