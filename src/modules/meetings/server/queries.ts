import { and, asc, desc, eq, gte, inArray, lte, sql, type SQL } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import { comparePartialDates, type PartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { commune } from '#modules/territory/index.ts';
import { meetingPath } from '../paths.ts';
import { listMaterial } from './material.ts';
import { listOutcomes } from './outcomes.ts';
import { action, decision, meeting, minutes } from './tables.ts';

export interface MeetingName {
	id: string;
	code: string;
	title: string;
	on: PartialDate;
	path: string;
}
export type Meeting = typeof meeting.$inferSelect;

export interface MeetingLine extends Meeting {
	path: string;
	group: { code: string; number: string | null; name: string; circle: string; type: string } | null;
	host: { name: string; path: string } | null;
	commune: string | null;
}

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

/** Meetings whose last possible day is in the period, in date order; a vague date closes its month. */
export async function listMeetings(
	ctx: Context,
	period: { from: string; to: string }
): Promise<MeetingLine[]> {
	const rows = await selectMeetings(
		ctx,
		and(gte(meeting.onLast, period.from), lte(meeting.onLast, period.to), visible(ctx, meeting)),
		1000
	);
	return inDateOrder(rows);
}

export interface MeetingFilter {
	groupCode?: string;
	year?: number;
}

/** One page of meetings, latest first, for the list. */
export async function pageOfMeetings(
	ctx: Context,
	filter: MeetingFilter,
	page: { offset: number; limit: number }
) {
	const rows = await selectMeetings(
		ctx,
		and(
			visible(ctx, meeting),
			filter.groupCode ? eq(group.code, filter.groupCode) : undefined,
			filter.year ? inYear(filter.year) : undefined
		),
		page.limit + 1,
		{ offset: page.offset }
	);
	return { rows: rows.slice(0, page.limit), more: rows.length > page.limit };
}

/** What the list of meetings can be narrowed by: the bodies that meet, and the years, latest first. */
export async function listMeetingChoices(ctx: Context) {
	const bodies = await ctx.db
		.selectDistinct({
			code: group.code,
			number: group.number,
			name: group.name,
			place: group.position
		})
		.from(meeting)
		.innerJoin(group, and(eq(group.id, meeting.groupId), nameable(ctx, group)))
		.where(and(visible(ctx, meeting), visible(ctx, group)))
		.orderBy(asc(group.position), asc(group.code))
		.limit(100);
	const years = await ctx.db
		.selectDistinct({ year: sql<string>`left(${meeting.on}, 4)` })
		.from(meeting)
		.where(visible(ctx, meeting))
		.orderBy(desc(sql`left(${meeting.on}, 4)`))
		.limit(50);
	return { bodies, years: years.map((row) => row.year) };
}

/** Meetings of one group in a year, in date order. */
export async function listGroupMeetings(
	ctx: Context,
	groupId: string,
	year: number
): Promise<MeetingLine[]> {
	const rows = await selectMeetings(
		ctx,
		and(eq(meeting.groupId, groupId), visible(ctx, meeting), inYear(year)),
		200
	);
	return inDateOrder(rows);
}

/** One meeting with all it holds. Refuses (404) when absent or not for the actor. */
export async function getMeeting(ctx: Context, code: string) {
	const [row] = await selectMeetings(ctx, and(eq(meeting.code, code), visible(ctx, meeting)), 1);
	if (!row) throw absent('Cette réunion n’existe pas, ou sa fiche ne vous est pas ouverte.');
	const [text] = await ctx.db
		.select()
		.from(minutes)
		.where(and(eq(minutes.meetingId, row.id), visible(ctx, minutes)));
	return {
		...row,
		...(await listMaterial(ctx, [row.id])),
		minutes: text ?? null,
		...(await listOutcomes(ctx, {
			decisions: eq(decision.meetingId, row.id),
			actions: eq(action.meetingId, row.id)
		}))
	};
}

/** A date begins with its year, whatever its precision. */
function inYear(year: number): SQL {
	return sql`left(${meeting.on}, 4) = ${String(year)}`;
}

function inDateOrder(rows: MeetingLine[]): MeetingLine[] {
	return rows.sort(
		(a, b) =>
			comparePartialDates(a.on, b.on) || (a.startTime ?? '').localeCompare(b.startTime ?? '')
	);
}

async function selectMeetings(
	ctx: Context,
	where: SQL | undefined,
	limit: number,
	{ offset = 0 } = {}
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
			communeCode: commune.code,
			communeName: commune.name,
			hostName: organisation.name,
			hostCode: organisation.code
		})
		.from(meeting)
		.leftJoin(group, and(eq(group.id, meeting.groupId), nameable(ctx, group)))
		.leftJoin(organisation, and(eq(organisation.id, meeting.hostId), nameable(ctx, organisation)))
		.leftJoin(commune, eq(commune.id, meeting.communeId))
		.where(where)
		.orderBy(desc(meeting.onLast), asc(meeting.code))
		.offset(offset)
		.limit(limit);
	return rows.map((row) => ({
		...row.meeting,
		path: meetingPath(row.meeting.code),
		group: row.group,
		host: row.hostCode ? { name: row.hostName ?? '', path: organisationPath(row.hostCode) } : null,
		commune: row.communeName
	}));
}
