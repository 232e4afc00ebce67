import { inArray } from 'drizzle-orm';
import type { ObjectKind } from '#core/server/contract.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { meetingTypes } from '../labels.ts';
import { meetingPath } from '../paths.ts';
import { agendaItem, meeting, minutes } from './tables.ts';

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
				const own = <T extends { meetingId: string; audience: string }>(lines: T[]) =>
					lines.filter((line) => line.meetingId === row.id && line.audience === row.audience);
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
	}
];
