import { and, asc, count, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import { meeting, meetingPath } from '#modules/meetings/index.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { listVisitNames, visit } from '#modules/visits/index.ts';
import { needThemes } from '../labels.ts';
import { needPath, type NeedFilter } from '../paths.ts';
import { need, needOrganisation } from './tables.ts';

const PAGE_SIZE = 20;

export interface NeedLink {
	name: string;
	path: string;
}

/** A need or an offer with who asks and where it was said. */
export interface NeedLine {
	id: string;
	code: string;
	path: string;
	title: string;
	words: string | null;
	sense: (typeof need.$inferSelect)['sense'];
	theme: (typeof need.$inferSelect)['theme'];
	voice: (typeof need.$inferSelect)['voice'];
	state: (typeof need.$inferSelect)['state'];
	date: (typeof need.$inferSelect)['date'];
	answer: string | null;
	source: string | null;
	organisations: (NeedLink & { id: string })[];
	visit: NeedLink | null;
	meeting: NeedLink | null;
	/** `short` fits in a cell: the number of the group, else its name. */
	group: (NeedLink & { short: string }) | null;
}

/** Day of a need: its own, or that of the visit or meeting where it was said. */
const needDay = sql<
	string | null
>`coalesce(${need.dateLast}, ${visit.dateLast}, ${meeting.onLast})`;

/** Themes in the order of the report. */
const themeRank = sql`array_position(array[${sql.join(
	Object.keys(needThemes).map((theme) => sql`${theme}`),
	sql`, `
)}]::text[], ${need.theme})`;

async function selectNeeds(
	ctx: Context,
	where: SQL | undefined,
	page: { offset: number; limit: number }
): Promise<NeedLine[]> {
	const rows = await ctx.db
		.select({ need, meeting, group })
		.from(need)
		.leftJoin(visit, and(eq(visit.id, need.visitId), nameable(ctx, visit)))
		.leftJoin(meeting, and(eq(meeting.id, need.meetingId), nameable(ctx, meeting)))
		.leftJoin(group, and(eq(group.id, need.groupId), nameable(ctx, group)))
		.where(and(visible(ctx, need), where))
		.orderBy(themeRank, sql`${needDay} nulls last`, asc(need.code))
		.offset(page.offset)
		.limit(page.limit);
	const askers = await listAskers(
		ctx,
		rows.map((row) => row.need.id)
	);
	const visits = await listVisitNames(
		ctx,
		rows.flatMap((row) => row.need.visitId ?? [])
	);
	return rows.map((row) => ({
		id: row.need.id,
		code: row.need.code,
		path: needPath(row.need.code),
		title: row.need.title,
		words: row.need.words,
		sense: row.need.sense,
		theme: row.need.theme,
		voice: row.need.voice,
		state: row.need.state,
		date: row.need.date,
		answer: row.need.answer,
		source: row.need.source,
		organisations: askers.get(row.need.id) ?? [],
		visit: visits.get(row.need.visitId ?? '') ?? null,
		meeting: row.meeting
			? {
					name: `${row.meeting.title}, ${formatPartialDate(row.meeting.on)}`,
					path: meetingPath(row.meeting.code)
				}
			: null,
		group: row.group
			? {
					name: groupTitle(row.group),
					short: row.group.number ?? row.group.name,
					path: groupPath(row.group.code)
				}
			: null
	}));
}

async function listAskers(
	ctx: Context,
	needIds: string[]
): Promise<Map<string, NeedLine['organisations']>> {
	const result = new Map<string, NeedLine['organisations']>();
	if (needIds.length === 0) return result;
	const rows = await ctx.db
		.select({
			needId: needOrganisation.needId,
			id: organisation.id,
			code: organisation.code,
			name: organisation.name
		})
		.from(needOrganisation)
		.innerJoin(
			organisation,
			and(eq(organisation.id, needOrganisation.organisationId), nameable(ctx, organisation))
		)
		.where(and(inArray(needOrganisation.needId, needIds), visible(ctx, organisation)))
		.orderBy(asc(organisation.name), organisation.code);
	for (const { needId, id, code, name } of rows) {
		const line = { id, name, path: organisationPath(code) };
		result.set(needId, [...(result.get(needId) ?? []), line]);
	}
	return result;
}

function narrowed(filter: NeedFilter): SQL | undefined {
	return and(
		filter.theme ? eq(need.theme, filter.theme) : undefined,
		filter.sense ? eq(need.sense, filter.sense) : undefined,
		filter.state ? eq(need.state, filter.state) : undefined
	);
}

/** A page of needs and offers that the actor may read, by theme, oldest first; pages start at 1. */
export async function listNeeds(ctx: Context, filter: NeedFilter, page: number) {
	const where = narrowed(filter);
	const [total] = await ctx.db
		.select({ value: count() })
		.from(need)
		.where(and(visible(ctx, need), where));
	const rows = await selectNeeds(ctx, where, {
		offset: (Math.max(1, page) - 1) * PAGE_SIZE,
		limit: PAGE_SIZE
	});
	return { rows, total: total?.value ?? 0, page: Math.max(1, page), pageSize: PAGE_SIZE };
}

/** What an organisation asks or offers, what was said during a visit, or what a group carries. */
export async function listNeedsOf(
	ctx: Context,
	of: { organisationId?: string; visitId?: string; groupId?: string }
): Promise<NeedLine[]> {
	const byOrganisation = of.organisationId
		? inArray(
				need.id,
				ctx.db
					.select({ id: needOrganisation.needId })
					.from(needOrganisation)
					.where(eq(needOrganisation.organisationId, of.organisationId))
			)
		: undefined;
	const where = and(
		byOrganisation,
		of.visitId ? eq(need.visitId, of.visitId) : undefined,
		of.groupId ? eq(need.groupId, of.groupId) : undefined
	);
	return where ? selectNeeds(ctx, where, { offset: 0, limit: 100 }) : [];
}

/** Needs and offers of a year for the report: dated that year, or without any date. */
export function listNeedsOfYear(ctx: Context, year: number): Promise<NeedLine[]> {
	return selectNeeds(ctx, inYear(year), { offset: 0, limit: 500 });
}

/** Said during the year — by its own date, its visit's or its meeting's — or without any date. */
export function inYear(year: number): SQL {
	return sql`(${needDay} is null or ${needDay} between ${`${String(year)}-01-01`} and ${`${String(year)}-12-31`})`;
}

/** Needs heard that nobody took up, oldest first. */
export async function listUnanswered(ctx: Context, limit: number) {
	return ctx.db
		.select({
			code: need.code,
			title: need.title,
			date: need.date,
			visitDate: visit.date,
			meetingDate: meeting.on
		})
		.from(need)
		.leftJoin(visit, and(eq(visit.id, need.visitId), nameable(ctx, visit)))
		.leftJoin(meeting, and(eq(meeting.id, need.meetingId), nameable(ctx, meeting)))
		.where(and(visible(ctx, need), eq(need.sense, 'need'), eq(need.state, 'heard')))
		.orderBy(sql`${needDay} nulls last`, asc(need.code))
		.limit(limit);
}

/** One need by its code. Refuses (404) when it is absent or not for the actor. */
export async function getNeed(ctx: Context, code: string): Promise<NeedLine> {
	const [found] = await selectNeeds(ctx, eq(need.code, code), { offset: 0, limit: 1 });
	if (!found) throw absent('Ce besoin n’existe pas, ou sa fiche ne vous est pas ouverte.');
	return found;
}
