import { and, asc, desc, eq, gte, inArray, isNotNull, lte, sql, type SQL } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import { comparePartialDates, type PartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { group, groupPath } from '#modules/groups/index.ts';
import { commune } from '#modules/territory/index.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { meetingPath } from '../paths.ts';
import {
	action,
	agendaItem,
	attendance,
	decision,
	meeting,
	meetingLink,
	minutes
} from './tables.ts';

export interface MeetingName {
	id: string;
	code: string;
	title: string;
	on: PartialDate;
	path: string;
}
export type Meeting = typeof meeting.$inferSelect;

/** Titles and pages of meetings by id, whoever reads. */
export async function listMeetingNames(
	ctx: Context,
	ids: string[]
): Promise<Map<string, MeetingName>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: meeting.id, code: meeting.code, title: meeting.title, on: meeting.on })
		.from(meeting)
		.where(inArray(meeting.id, ids));
	return new Map(rows.map((row) => [row.id, { ...row, path: meetingPath(row.code) }]));
}

export interface MeetingLine extends Meeting {
	path: string;
	group: { code: string; number: string | null; name: string; circle: string; type: string } | null;
	host: { name: string; path: string } | null;
	commune: string | null;
}

/** Meetings whose last possible day is in the period, in date order; a vague date closes its month. */
export async function listMeetings(
	ctx: Context,
	period: { from: string; to: string },
	options: { everyone?: boolean } = {}
): Promise<MeetingLine[]> {
	const rows = await selectMeetings(
		ctx,
		and(
			gte(meeting.onLast, period.from),
			lte(meeting.onLast, period.to),
			options.everyone ? undefined : visible(ctx, meeting)
		),
		1000
	);
	return rows.sort(
		(a, b) =>
			comparePartialDates(a.on, b.on) || (a.startTime ?? '').localeCompare(b.startTime ?? '')
	);
}

/** One page of meetings, latest first, for the list. */
export async function pageOfMeetings(
	ctx: Context,
	filter: { groupCode?: string; year?: number },
	page: { offset: number; limit: number }
) {
	const rows = await selectMeetings(
		ctx,
		and(
			visible(ctx, meeting),
			filter.groupCode ? eq(group.code, filter.groupCode) : undefined,
			filter.year
				? sql`${meeting.onLast} between ${`${String(filter.year)}-01-01`} and ${`${String(filter.year)}-12-31`}`
				: undefined
		),
		page.limit + 1,
		page.offset
	);
	return { rows: rows.slice(0, page.limit), more: rows.length > page.limit };
}

async function selectMeetings(
	ctx: Context,
	where: SQL | undefined,
	limit: number,
	offset = 0
): Promise<MeetingLine[]> {
	const rows = await ctx.db
		.select({
			meeting,
			group: {
				code: group.code,
				number: group.number,
				name: group.name,
				circle: group.circle,
				type: group.type
			},
			communeName: commune.name,
			hostName: organisation.name,
			hostCode: organisation.code
		})
		.from(meeting)
		.leftJoin(group, eq(group.id, meeting.groupId))
		.leftJoin(organisation, eq(organisation.id, meeting.hostId))
		.leftJoin(commune, eq(commune.id, meeting.communeId))
		.where(where)
		.orderBy(desc(meeting.onLast), asc(meeting.code))
		.offset(offset)
		.limit(limit);
	return rows.map((row) => ({
		...row.meeting,
		path: meetingPath(row.meeting.code),
		group: row.group,
		commune: row.communeName,
		host: row.hostCode ? { name: row.hostName ?? '', path: organisationPath(row.hostCode) } : null
	}));
}

/** Meetings of one group in a year, in date order. */
export async function listGroupMeetings(
	ctx: Context,
	groupId: string,
	year: number
): Promise<MeetingLine[]> {
	const rows = await selectMeetings(
		ctx,
		and(
			eq(meeting.groupId, groupId),
			visible(ctx, meeting),
			sql`left(${meeting.on}, 4) = ${String(year)}`
		),
		200
	);
	return rows.sort((a, b) => comparePartialDates(a.on, b.on));
}

/** Agenda items of these meetings, in the order of their ranks. */
export async function listAgenda(ctx: Context, meetingIds: string[]) {
	if (meetingIds.length === 0) return [];
	const rows = await ctx.db
		.select()
		.from(agendaItem)
		.where(and(inArray(agendaItem.meetingId, meetingIds), visible(ctx, agendaItem)));
	return rows.sort((a, b) => a.rank.localeCompare(b.rank, 'fr', { numeric: true }));
}

/** Links of these meetings with organisations, people and groups. */
export async function listLinks(ctx: Context, meetingIds: string[]) {
	if (meetingIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			meetingId: meetingLink.meetingId,
			nature: meetingLink.nature,
			remark: meetingLink.remark,
			organisationName: organisation.name,
			organisationCode: organisation.code,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			groupCode: group.code,
			groupName: group.name
		})
		.from(meetingLink)
		.leftJoin(organisation, eq(organisation.id, meetingLink.organisationId))
		.leftJoin(person, eq(person.id, meetingLink.personId))
		.leftJoin(group, eq(group.id, meetingLink.groupId))
		.where(and(inArray(meetingLink.meetingId, meetingIds), visible(ctx, meetingLink)))
		.orderBy(asc(organisation.name), asc(person.lastName));
	return rows.map((row) => ({
		meetingId: row.meetingId,
		nature: row.nature,
		remark: row.remark,
		parties: [
			...(row.personCode ? [{ name: personName(row), path: personPath(row.personCode) }] : []),
			...(row.organisationCode
				? [{ name: row.organisationName ?? '', path: organisationPath(row.organisationCode) }]
				: []),
			...(row.groupCode ? [{ name: row.groupName ?? '', path: groupPath(row.groupCode) }] : [])
		]
	}));
}

/** Decisions and actions of groups or meetings that the actor may read. */
export async function listOutcomes(ctx: Context, where: { decisions: SQL; actions: SQL }) {
	const decisions = await ctx.db
		.select()
		.from(decision)
		.where(and(where.decisions, visible(ctx, decision)))
		.orderBy(sql`${decision.onLast} nulls last`, asc(decision.code))
		.limit(500);
	const actions = await ctx.db
		.select({
			action,
			organisationName: organisation.name,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(action)
		.leftJoin(organisation, eq(organisation.id, action.organisationId))
		.leftJoin(person, eq(person.id, action.personId))
		.where(and(where.actions, visible(ctx, action)))
		.orderBy(sql`${action.dueLast} nulls last`, asc(action.code))
		.limit(500);
	return {
		decisions,
		actions: actions.map((row) => ({
			...row.action,
			owner: [personName(row), row.organisationName].filter(Boolean).join(', ')
		}))
	};
}

/** All decisions and actions tied to a group or a meeting of the year, for the report. */
export async function listYearOutcomes(ctx: Context) {
	return listOutcomes(ctx, {
		decisions: isNotNull(decision.code),
		actions: isNotNull(action.code)
	});
}

/** One meeting with all it holds. Refuses (404) when absent or not for the actor. */
export async function getMeeting(ctx: Context, code: string) {
	const [row] = await selectMeetings(ctx, and(eq(meeting.code, code), visible(ctx, meeting)), 1);
	if (!row) throw absent('Cette réunion n’existe pas, ou sa fiche ne vous est pas ouverte.');
	const people = await ctx.db
		.select({
			capacity: attendance.capacity,
			mode: attendance.mode,
			remark: attendance.remark,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			organisation: organisation.name
		})
		.from(attendance)
		.leftJoin(person, eq(person.id, attendance.personId))
		.leftJoin(organisation, eq(organisation.id, attendance.organisationId))
		.where(and(eq(attendance.meetingId, row.id), visible(ctx, attendance)))
		.orderBy(asc(organisation.name), asc(person.lastName))
		.limit(300);
	const [text] = await ctx.db
		.select()
		.from(minutes)
		.where(and(eq(minutes.meetingId, row.id), visible(ctx, minutes)));
	return {
		...row,
		agenda: await listAgenda(ctx, [row.id]),
		links: await listLinks(ctx, [row.id]),
		attendance: people.map((line) => ({
			capacity: line.capacity,
			mode: line.mode,
			remark: line.remark,
			name: personName(line),
			organisation: line.organisation
		})),
		minutes: text ?? null,
		...(await listOutcomes(ctx, {
			decisions: eq(decision.meetingId, row.id),
			actions: eq(action.meetingId, row.id)
		}))
	};
}
