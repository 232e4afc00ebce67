import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf, type Audience } from '#core/vocabulary.ts';
import { group, groupPath } from '#modules/groups/index.ts';
import { actionStates, meetingTypes } from '../labels.ts';
import { meetingPath } from '../paths.ts';
import { action, agendaItem, decision, meeting, minutes } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'meeting',
		label: 'réunion',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(meeting).where(inArray(meeting.id, ids));
			const items = await ctx.db
				.select()
				.from(agendaItem)
				.where(inArray(agendaItem.meetingId, ids));
			const texts = await ctx.db.select().from(minutes).where(inArray(minutes.meetingId, ids));
			return rows.map((row) => {
				// A narrower agenda or minutes must not be found through the meeting.
				const own = <T extends { meetingId: string; audience: Audience }>(lines: T[]) =>
					lines.filter(
						(line) => line.meetingId === row.id && isAsWide(line.audience, row.audience)
					);
				return {
					id: row.id,
					title: row.title,
					line: `${labelOf(meetingTypes, row.type)}, ${formatPartialDate(row.on)}${row.place ? `, ${row.place}` : ''}`,
					path: meetingPath(row.code),
					text: [
						row.summary ? toPlainText(row.summary) : '',
						...own(items).map((item) => item.title),
						...own(texts).map((text) => toPlainText(text.text))
					].join(' '),
					audience: row.audience
				};
			});
		}
	},
	{
		kind: 'decision',
		label: 'décision',
		indexed: true,
		within: ['meeting', 'group'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ decision, meeting, groupCode: group.code })
				.from(decision)
				.leftJoin(meeting, eq(meeting.id, decision.meetingId))
				.leftJoin(group, eq(group.id, decision.groupId))
				.where(inArray(decision.id, ids));
			return rows.map(({ decision: one, meeting: of, groupCode }) => {
				// The day of a narrower meeting must not be known from its decisions.
				const date = one.on ?? (of && isAsWide(of.audience, one.audience) ? of.on : null);
				return {
					id: one.id,
					title: one.title,
					line: date ? `Décision, ${formatPartialDate(date)}` : 'Décision sans date',
					path: pathOf(of?.code ?? null, groupCode),
					text: one.text ? toPlainText(one.text) : '',
					audience: one.audience
				};
			});
		}
	},
	{
		kind: 'action',
		label: 'action',
		indexed: true,
		within: ['meeting', 'group', 'person', 'organisation'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ action, meetingCode: meeting.code, groupCode: group.code })
				.from(action)
				.leftJoin(meeting, eq(meeting.id, action.meetingId))
				.leftJoin(group, eq(group.id, action.groupId))
				.where(inArray(action.id, ids));
			return rows.map(({ action: one, meetingCode, groupCode }) => ({
				id: one.id,
				title: one.title,
				line: `Action, ${labelOf(actionStates, one.state).toLowerCase()}${one.due ? `, échéance : ${formatPartialDate(one.due)}` : ''}`,
				path: pathOf(meetingCode, groupCode),
				text: '',
				audience: one.audience
			}));
		}
	}
];

/** Where a decision or an action is read: its meeting, else its group, else with those that have neither. */
function pathOf(meetingCode: string | null, groupCode: string | null): string {
	if (meetingCode) return meetingPath(meetingCode);
	return groupCode ? groupPath(groupCode) : '/reunions';
}
