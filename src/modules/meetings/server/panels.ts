import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { PANEL_ROWS, type Panel, type PanelSubject } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { noteGathered } from '#core/server/privacy/reads.ts';
import { labelOf } from '#core/vocabulary.ts';
import { actionStates, attendanceModes, linkNatures } from '../labels.ts';
import { meetingPath } from '../paths.ts';
import { action, attendance, meeting, meetingLink } from './tables.ts';

/** The meetings that an organisation or a person attended, hosted or was tied to, the latest first; then what they have to do. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	// The page of a group tells its meetings at length.
	if (subject.kind !== 'person' && subject.kind !== 'organisation') return [];
	const of = subject.kind === 'person' ? 'personId' : 'organisationId';
	const ties = unionAll(
		ctx.db
			.select({
				meetingId: attendance.meetingId,
				tie: sql<string>`${attendance.mode}`.as('tie'),
				attendanceId: sql<string | null>`${attendance.id}`.as('attendance'),
				linkId: sql<string | null>`null::uuid`.as('link')
			})
			.from(attendance)
			.where(and(eq(attendance[of], subject.id), visible(ctx, attendance))),
		ctx.db
			.select({
				meetingId: meetingLink.meetingId,
				tie: sql<string>`${meetingLink.nature}`.as('tie'),
				attendanceId: sql<string | null>`null::uuid`.as('attendance'),
				linkId: sql<string | null>`${meetingLink.id}`.as('link')
			})
			.from(meetingLink)
			.where(and(eq(meetingLink[of], subject.id), visible(ctx, meetingLink)))
	).as('ties');
	const rows = await ctx.db
		.select({
			code: meeting.code,
			title: meeting.title,
			on: meeting.on,
			ties: sql<string[]>`array_agg(distinct ${ties.tie})`,
			attendances: sql<string[]>`array_remove(array_agg(${ties.attendanceId}), null)`,
			links: sql<string[]>`array_remove(array_agg(${ties.linkId}), null)`
		})
		.from(ties)
		.innerJoin(meeting, eq(meeting.id, ties.meetingId))
		.where(visible(ctx, meeting))
		.groupBy(meeting.id)
		.orderBy(desc(meeting.onLast), asc(meeting.code))
		.limit(PANEL_ROWS + 1);
	for (const { attendances, links } of rows) {
		noteGathered(ctx.actor, 'attendance', attendances);
		noteGathered(ctx.actor, 'meetingLink', links);
	}
	const lines = rows.map((row) => ({
		content: [
			{ text: row.title, href: meetingPath(row.code) },
			`, ${formatPartialDate(row.on)} — ${row.ties.map(tieLabel).join(', ')}`
		]
	}));
	return [
		{ title: 'Réunions', order: 30, lines, path: '/reunions' },
		{ title: 'Actions', order: 31, lines: await actionsOf(ctx, eq(action[of], subject.id)) }
	];
}

/** What they have to do, the first due first, then what is done. */
async function actionsOf(ctx: Context, mine: SQL): Promise<Panel['lines']> {
	const rows = await ctx.db
		.select({ id: action.id, title: action.title, state: action.state, due: action.due })
		.from(action)
		.where(and(mine, visible(ctx, action)))
		.orderBy(
			sql`${action.state} in ('done', 'dropped')`,
			sql`${action.dueLast} nulls last`,
			asc(action.code)
		)
		.limit(PANEL_ROWS + 1);
	return rows.map(({ id, title, state, due }) => ({
		content: [
			title,
			...(due ? [` — échéance : ${formatPartialDate(due)}`] : []),
			{ record: { kind: 'action', id, name: title } }
		],
		state: labelOf(actionStates, state)
	}));
}

function tieLabel(tie: string): string {
	return labelOf({ ...attendanceModes, ...linkNatures }, tie).toLowerCase();
}
