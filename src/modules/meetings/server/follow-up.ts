import { and, asc, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import { formatPartialDate, precisionOf } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Doubt, WaitingItem } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { meetingPath } from '../paths.ts';
import { isWeekend, outOfOrder } from '../rules.ts';
import { action, attendance, meeting, minutes } from './tables.ts';

/** Actions past their day, planned meetings whose day is past, meetings held that have no minutes. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	const overdue = await ctx.db
		.select({ title: action.title, due: action.due, code: meeting.code })
		.from(action)
		.leftJoin(meeting, eq(meeting.id, action.meetingId))
		.where(and(inArray(action.state, ['todo', 'doing']), lt(action.dueLast, ctx.today)))
		.orderBy(asc(action.dueLast))
		.limit(20);
	const past = await ctx.db
		.select({ title: meeting.title, on: meeting.on, code: meeting.code })
		.from(meeting)
		.where(and(eq(meeting.state, 'planned'), lt(meeting.onLast, ctx.today)))
		.orderBy(asc(meeting.onLast))
		.limit(20);
	const silent = await ctx.db
		.select({ title: meeting.title, on: meeting.on, code: meeting.code })
		.from(meeting)
		.leftJoin(minutes, eq(minutes.meetingId, meeting.id))
		.where(and(eq(meeting.state, 'held'), isNull(minutes.id)))
		.orderBy(asc(meeting.onLast))
		.limit(20);
	return [
		...overdue.map((row) => ({
			title: row.title,
			because: 'action en retard',
			path: row.code ? meetingPath(row.code) : '/reunions',
			...(row.due ? { date: row.due } : {})
		})),
		...past.map((row) => ({
			title: row.title,
			because: 'prévue, et sa date est passée : a-t-elle eu lieu ?',
			path: meetingPath(row.code),
			date: row.on
		})),
		...silent.map((row) => ({
			title: row.title,
			because: 'tenue, sans compte rendu',
			path: meetingPath(row.code),
			date: row.on
		}))
	];
}

const settleDates =
	'Vérifiez la date sur la convocation ou le compte rendu, puis corrigez reunions.csv.';

export const doubts: Doubt[] = [
	{
		id: 'meetings.out-of-order',
		title: 'Le calendrier imprimé n’est pas dans l’ordre des dates',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					title: meeting.title,
					on: meeting.on,
					sourceRank: meeting.sourceRank,
					code: meeting.code,
					source: meeting.source
				})
				.from(meeting)
				.where(isNotNull(meeting.sourceRank));
			return outOfOrder(rows).map(([before, row]) => ({
				finding: `« ${row.title} » du ${formatPartialDate(row.on)} est imprimé après « ${before.title} » du ${formatPartialDate(before.on)}.`,
				settle: settleDates,
				path: meetingPath(row.code),
				...(row.source ? { source: row.source } : {})
			}));
		}
	},
	{
		id: 'meetings.weekend',
		title: 'Une réunion tombe un samedi ou un dimanche',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					title: meeting.title,
					on: meeting.on,
					code: meeting.code,
					source: meeting.source
				})
				.from(meeting);
			return rows
				.filter((row) => isWeekend(row.on))
				.map((row) => ({
					finding: `« ${row.title} », le ${formatPartialDate(row.on)}.`,
					settle: settleDates,
					path: meetingPath(row.code),
					...(row.source ? { source: row.source } : {})
				}));
		}
	},
	{
		id: 'meetings.vague-date',
		title: 'Le jour d’une réunion n’est pas connu',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					title: meeting.title,
					on: meeting.on,
					said: meeting.saidDate,
					code: meeting.code,
					source: meeting.source
				})
				.from(meeting)
				.orderBy(asc(meeting.onLast));
			return rows
				.filter((row) => precisionOf(row.on) !== 'day')
				.map((row) => ({
					finding: `« ${row.title} » : ${row.said ?? formatPartialDate(row.on)}.`,
					settle:
						'Retrouvez le jour dans les agendas de l’année et écrivez-le dans reunions.csv ; sinon laissez le mois.',
					path: meetingPath(row.code),
					...(row.source ? { source: row.source } : {})
				}));
		}
	},
	{
		id: 'meetings.no-attendance',
		title: 'Aucune présence n’est notée',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ code: meeting.code })
				.from(meeting)
				.leftJoin(attendance, eq(attendance.meetingId, meeting.id))
				.where(and(eq(meeting.state, 'held'), isNull(attendance.id)));
			return rows.length === 0
				? []
				: [
						{
							finding: `${counted(rows.length, 'réunion tenue n’a', 'réunions tenues n’ont')} aucune ligne de présence.`,
							settle:
								'Saisissez les feuilles d’émargement dans presences.csv : quorum et participation en dépendent.',
							path: '/reunions'
						}
					];
		}
	}
];
