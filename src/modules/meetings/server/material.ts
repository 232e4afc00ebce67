import { aliasedTable, and, asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { agendaItem, attendance, meetingLink } from './tables.ts';

/** A person, an organisation or a group, as a text tells it. */
export interface Party {
	name: string;
	path: string;
}

/** What meetings hold apart from themselves: agenda, who came, who is tied to them. */
export type Material = Awaited<ReturnType<typeof listMaterial>>;

/** Agenda, attendance and links of these meetings that the actor may read. */
export async function listMaterial(ctx: Context, meetingIds: string[]) {
	return {
		agenda: await listAgenda(ctx, meetingIds),
		attendance: await listAttendance(ctx, meetingIds),
		links: await listLinks(ctx, meetingIds)
	};
}

async function listAgenda(ctx: Context, meetingIds: string[]) {
	if (meetingIds.length === 0) return [];
	const rows = await ctx.db
		.select()
		.from(agendaItem)
		.where(and(inArray(agendaItem.meetingId, meetingIds), visible(ctx, agendaItem)));
	return rows.sort((a, b) => a.rank.localeCompare(b.rank, 'fr', { numeric: true }));
}

async function listAttendance(ctx: Context, meetingIds: string[]) {
	if (meetingIds.length === 0) return [];
	const proxy = aliasedTable(person, 'proxy');
	const rows = await ctx.db
		.select({
			id: attendance.id,
			meetingId: attendance.meetingId,
			capacity: attendance.capacity,
			mode: attendance.mode,
			audience: attendance.audience,
			remark: attendance.remark,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			organisationCode: organisation.code,
			organisationName: organisation.name,
			proxyCode: proxy.code,
			proxyFirstName: proxy.firstName,
			proxyLastName: proxy.lastName
		})
		.from(attendance)
		.leftJoin(person, and(eq(person.id, attendance.personId), nameable(ctx, person)))
		.leftJoin(
			organisation,
			and(eq(organisation.id, attendance.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(proxy, and(eq(proxy.id, attendance.proxyToId), nameable(ctx, proxy)))
		.where(and(inArray(attendance.meetingId, meetingIds), visible(ctx, attendance)))
		.orderBy(asc(organisation.name), asc(person.lastName), asc(person.code), attendance.id)
		.limit(5000);
	return rows.map((row) => ({
		id: row.id,
		meetingId: row.meetingId,
		capacity: row.capacity,
		mode: row.mode,
		audience: row.audience,
		remark: row.remark,
		parties: partiesOf(row),
		proxyTo: personName({ firstName: row.proxyFirstName, lastName: row.proxyLastName }) || null
	}));
}

async function listLinks(ctx: Context, meetingIds: string[]) {
	if (meetingIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			id: meetingLink.id,
			meetingId: meetingLink.meetingId,
			nature: meetingLink.nature,
			remark: meetingLink.remark,
			organisationName: organisation.name,
			organisationCode: organisation.code,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			groupCode: group.code,
			groupNumber: group.number,
			groupName: group.name
		})
		.from(meetingLink)
		.leftJoin(
			organisation,
			and(eq(organisation.id, meetingLink.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(person, and(eq(person.id, meetingLink.personId), nameable(ctx, person)))
		.leftJoin(group, and(eq(group.id, meetingLink.groupId), nameable(ctx, group)))
		.where(and(inArray(meetingLink.meetingId, meetingIds), visible(ctx, meetingLink)))
		.orderBy(asc(organisation.name), asc(person.lastName), asc(group.name), meetingLink.id)
		.limit(5000);
	return rows.map((row) => ({
		id: row.id,
		meetingId: row.meetingId,
		nature: row.nature,
		remark: row.remark,
		parties: [
			...partiesOf(row),
			...(row.groupCode
				? [
						{
							name: groupTitle({ number: row.groupNumber, name: row.groupName ?? '' }),
							path: groupPath(row.groupCode)
						}
					]
				: [])
		]
	}));
}

function partiesOf(row: {
	personCode: string | null;
	firstName: string | null;
	lastName: string | null;
	organisationCode: string | null;
	organisationName: string | null;
}): Party[] {
	return [
		...(row.personCode ? [{ name: personName(row), path: personPath(row.personCode) }] : []),
		...(row.organisationCode
			? [{ name: row.organisationName ?? '', path: organisationPath(row.organisationCode) }]
			: [])
	];
}
