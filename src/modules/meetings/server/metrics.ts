import { and, asc, eq } from 'drizzle-orm';
import { lastDayOf, type MetricScope } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { group, groupTitle } from '#modules/groups/index.ts';
import { listMeetings, type MeetingLine } from './queries.ts';

async function held(ctx: Context, scope: MetricScope): Promise<MeetingLine[]> {
	const all = await listMeetings(
		ctx,
		{ from: `${String(scope.year)}-01-01`, to: lastDayOf(scope) },
		{ everyone: true }
	);
	return all.filter((one) => one.state === 'held');
}

/** A metric that counts the meetings held in the year that fit. */
function counting(
	about: Pick<Metric, 'id' | 'label' | 'unit' | 'rule' | 'keptTo'>,
	fits: (one: MeetingLine) => boolean
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
					path: one.path,
					audience: one.audience
				}))
			};
		}
	};
}

/** The same for one type of meeting of the yearly calendar. */
function ofType(type: MeetingLine['type'], label: string, what: string): Metric {
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
