import type { Context } from '#core/server/context.ts';
import type { CalendarEntry, Period } from '#core/server/contract.ts';
import { groupTitle } from '#modules/groups/index.ts';
import { wordsBeside } from '../sentences.ts';
import { listMeetings } from './queries.ts';

/** Meetings as the agenda and its feed show them. */
export async function calendar(ctx: Context, period: Period): Promise<CalendarEntry[]> {
	const rows = await listMeetings(ctx, period);
	return rows.map((one) => ({
		id: one.id,
		title: one.title,
		date: one.on,
		...(one.startTime ? { startTime: one.startTime } : {}),
		...(one.endTime ? { endTime: one.endTime } : {}),
		...(one.place ? { place: one.place } : {}),
		// Two groups may wear the same number: the name tells them apart.
		...(one.group ? { series: groupTitle(one.group) } : {}),
		path: one.path,
		audience: one.audience,
		cancelled: one.state === 'cancelled',
		planned: one.state === 'planned',
		...noted(wordsBeside(one))
	}));
}

function noted(words: string | null): { note?: string } {
	return words ? { note: words } : {};
}
