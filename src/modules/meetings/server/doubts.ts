import { and, asc, eq, isNull } from 'drizzle-orm';
import { formatPartialDate, precisionOf } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Doubt, DoubtFound } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { counted, enumerated } from '#core/words.ts';
import { meetingPath } from '../paths.ts';
import { isForgotten, isWeekend, outOfOrder, sameDayMeetings } from '../rules.ts';
import { attendance, meeting } from './tables.ts';

const settleDates =
	'Vérifiez la date sur la convocation ou le compte rendu, puis corrigez reunions.csv.';

/** What doubts read of each meeting. */
async function dated(ctx: Context) {
	return ctx.db
		.select({
			title: meeting.title,
			groupId: meeting.groupId,
			on: meeting.on,
			said: meeting.saidDate,
			state: meeting.state,
			sourceRank: meeting.sourceRank,
			code: meeting.code,
			source: meeting.source
		})
		.from(meeting)
		.where(visible(ctx, meeting))
		.orderBy(asc(meeting.onLast), asc(meeting.code));
}
type Dated = Awaited<ReturnType<typeof dated>>[number];

function found(one: Dated, finding: string, settle = settleDates): DoubtFound {
	return {
		finding,
		settle,
		path: meetingPath(one.code),
		...(one.source ? { source: one.source } : {})
	};
}

export const doubts: Doubt[] = [
	{
		id: 'meetings.out-of-order',
		title: 'Le calendrier imprimé n’est pas dans l’ordre des dates',
		find: async (ctx) => {
			const rows = (await dated(ctx)).filter((one) => one.sourceRank !== null);
			return outOfOrder(rows).map(([before, one]) =>
				found(
					one,
					`« ${one.title} » du ${formatPartialDate(one.on)} est imprimé après « ${before.title} » du ${formatPartialDate(before.on)}.`
				)
			);
		}
	},
	{
		id: 'meetings.weekend',
		title: 'Une réunion tombe un samedi ou un dimanche',
		find: async (ctx) =>
			(await dated(ctx))
				.filter((one) => isWeekend(one.on))
				.map((one) => found(one, `« ${one.title} », le ${formatPartialDate(one.on)}.`))
	},
	{
		id: 'meetings.vague-date',
		title: 'Le jour d’une réunion n’est pas connu',
		find: async (ctx) =>
			(await dated(ctx))
				.filter((one) => precisionOf(one.on) !== 'day')
				.map((one) =>
					found(
						one,
						`« ${one.title} » : ${one.said ?? formatPartialDate(one.on)}.`,
						'Retrouvez le jour dans les agendas de l’année et écrivez-le dans reunions.csv ; sinon laissez le mois.'
					)
				)
	},
	{
		id: 'meetings.same-day',
		title: 'Une instance s’est réunie deux fois le même jour',
		find: async (ctx) =>
			sameDayMeetings(await dated(ctx)).flatMap((own) => {
				const [first] = own;
				return first
					? [
							found(
								first,
								`${enumerated(own.map((one) => `« ${one.title} »`))}, le ${formatPartialDate(first.on)}.`,
								'Si c’est la même réunion, gardez une seule ligne dans reunions.csv ; sinon donnez leurs heures.'
							)
						]
					: [];
			})
	},
	{
		id: 'meetings.planned-in-the-past',
		title: 'Une réunion prévue est passée, sans que l’on sache si elle a eu lieu',
		find: async (ctx) =>
			(await dated(ctx))
				.filter((one) => isForgotten(one, ctx.today))
				.map((one) =>
					found(
						one,
						`« ${one.title} » : ${one.said ?? formatPartialDate(one.on)}.`,
						'Dans reunions.csv, écrivez « tenue » ou « annulee » dans la colonne etat.'
					)
				)
	},
	{
		id: 'meetings.no-attendance',
		title: 'Aucune présence n’est notée',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ code: meeting.code })
				.from(meeting)
				.leftJoin(attendance, eq(attendance.meetingId, meeting.id))
				.where(and(eq(meeting.state, 'held'), isNull(attendance.id), visible(ctx, meeting)));
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
