import { and, asc, desc, eq, inArray, isNull, lt, lte } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import { meetingPath } from '../paths.ts';
import { action, meeting, minutes } from './tables.ts';

const MOST = 20;
const named = { title: meeting.title, on: meeting.on, code: meeting.code };

/** Actions past their day, planned meetings whose day is past, meetings held that have no minutes. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	return [
		...(await overdueActions(ctx)),
		...(await forgottenMeetings(ctx)),
		...(await meetingsWithoutMinutes(ctx))
	];
}

async function overdueActions(ctx: Context): Promise<WaitingItem[]> {
	const rows = await ctx.db
		.select({
			id: action.id,
			title: action.title,
			due: action.due,
			code: meeting.code,
			groupCode: group.code,
			number: group.number,
			name: group.name
		})
		.from(action)
		.leftJoin(meeting, and(eq(meeting.id, action.meetingId), nameable(ctx, meeting)))
		.leftJoin(group, and(eq(group.id, action.groupId), nameable(ctx, group)))
		.where(
			and(
				inArray(action.state, ['todo', 'doing']),
				lt(action.dueLast, ctx.today),
				visible(ctx, action)
			)
		)
		.orderBy(asc(action.dueLast), asc(action.code))
		.limit(MOST);
	return rows.map((row) => ({
		title: row.name
			? `${groupTitle({ number: row.number, name: row.name })} : ${row.title}`
			: row.title,
		because: 'action en retard',
		path: row.code ? meetingPath(row.code) : row.groupCode ? groupPath(row.groupCode) : '/reunions',
		...(row.due ? { date: row.due } : {})
	}));
}

async function forgottenMeetings(ctx: Context): Promise<WaitingItem[]> {
	const rows = await ctx.db
		.select(named)
		.from(meeting)
		.where(and(eq(meeting.state, 'planned'), lt(meeting.onLast, ctx.today), visible(ctx, meeting)))
		.orderBy(asc(meeting.onLast), asc(meeting.code))
		.limit(MOST);
	return rows.map((row) => ({
		title: row.title,
		because: 'prévue, et sa date est passée : a-t-elle eu lieu ?',
		path: meetingPath(row.code),
		date: row.on
	}));
}

/** Those of the day or before; the latest first: minutes are easiest to write while one remembers. */
async function meetingsWithoutMinutes(ctx: Context): Promise<WaitingItem[]> {
	const rows = await ctx.db
		.select(named)
		.from(meeting)
		.leftJoin(minutes, eq(minutes.meetingId, meeting.id))
		.where(
			and(
				eq(meeting.state, 'held'),
				isNull(minutes.id),
				lte(meeting.onLast, ctx.today),
				visible(ctx, meeting)
			)
		)
		.orderBy(desc(meeting.onLast), asc(meeting.code))
		.limit(MOST);
	return rows.map((row) => ({
		title: row.title,
		because: 'tenue, sans compte rendu',
		path: meetingPath(row.code),
		date: row.on
	}));
}
