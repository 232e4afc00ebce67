import { aliasedTable, and, asc, eq, inArray, sql } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { isActiveIn } from '../rules.ts';
import {
	attentionPoint,
	deliverable,
	group,
	groupLineage,
	groupParticipant,
	groupSheet,
	roadMapItem
} from './tables.ts';

export interface GroupName {
	id: string;
	code: string;
	number: string | null;
	name: string;
	title: string;
	path: string;
}
export type Group = typeof group.$inferSelect;

/** Names and pages of groups by id, whoever reads. */
export async function listGroupNames(ctx: Context, ids: string[]): Promise<Map<string, GroupName>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: group.id, code: group.code, number: group.number, name: group.name })
		.from(group)
		.where(inArray(group.id, ids));
	return new Map(
		rows.map((row) => [row.id, { ...row, title: groupTitle(row), path: groupPath(row.code) }])
	);
}

/** Groups active in a year that the actor may read, in the order of the collective. */
export async function listGroups(ctx: Context, year: number): Promise<Group[]> {
	const rows = await ctx.db
		.select()
		.from(group)
		.where(visible(ctx, group))
		.orderBy(sql`${group.position} nulls last`, asc(group.number), asc(group.name))
		.limit(300);
	return rows.filter((row) => isActiveIn(row, year));
}

export interface ParticipantLine {
	groupId: string;
	role: (typeof groupParticipant.$inferSelect)['role'];
	openList: boolean | null;
	remark: string | null;
	organisation: { id: string; name: string; path: string } | null;
	person: { name: string; path: string } | null;
}

/** Participants of these groups, by organisation. */
export async function listParticipants(
	ctx: Context,
	groupIds: string[]
): Promise<ParticipantLine[]> {
	if (groupIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			groupId: groupParticipant.groupId,
			role: groupParticipant.role,
			openList: groupParticipant.openList,
			remark: groupParticipant.remark,
			organisationId: organisation.id,
			organisationName: organisation.name,
			organisationCode: organisation.code,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(groupParticipant)
		.leftJoin(organisation, eq(organisation.id, groupParticipant.organisationId))
		.leftJoin(person, eq(person.id, groupParticipant.personId))
		.where(and(inArray(groupParticipant.groupId, groupIds), visible(ctx, groupParticipant)))
		.orderBy(asc(organisation.name), asc(person.lastName), asc(person.code));
	return rows.map((row) => ({
		groupId: row.groupId,
		role: row.role,
		openList: row.openList,
		remark: row.remark,
		organisation: row.organisationId
			? {
					id: row.organisationId,
					name: row.organisationName ?? '',
					path: organisationPath(row.organisationCode ?? '')
				}
			: null,
		person: row.personCode ? { name: personName(row), path: personPath(row.personCode) } : null
	}));
}

/** What these groups have written and promised: sheets of the year, road maps, deliverables, attention points. */
export async function listGroupWork(ctx: Context, groupIds: string[], year: number) {
	if (groupIds.length === 0) return { sheets: [], roadMap: [], deliverables: [], attention: [] };
	const [sheets, roadMap, deliverables, attention] = [
		await ctx.db
			.select()
			.from(groupSheet)
			.where(
				and(
					inArray(groupSheet.groupId, groupIds),
					eq(groupSheet.year, year),
					visible(ctx, groupSheet)
				)
			),
		await ctx.db
			.select()
			.from(roadMapItem)
			.where(and(inArray(roadMapItem.groupId, groupIds), visible(ctx, roadMapItem)))
			.orderBy(asc(roadMapItem.position), asc(roadMapItem.code)),
		await ctx.db
			.select()
			.from(deliverable)
			.where(and(inArray(deliverable.groupId, groupIds), visible(ctx, deliverable)))
			.orderBy(asc(deliverable.code)),
		await ctx.db
			.select()
			.from(attentionPoint)
			.where(and(inArray(attentionPoint.groupId, groupIds), visible(ctx, attentionPoint)))
			.orderBy(asc(attentionPoint.code))
	];
	return { sheets, roadMap, deliverables, attention };
}

/** Splits, mergers and sequels that touch these groups. */
export async function listLineages(ctx: Context, groupIds: string[]) {
	if (groupIds.length === 0) return [];
	const born = aliasedTable(group, 'born');
	return ctx.db
		.select({
			nature: groupLineage.nature,
			on: groupLineage.on,
			reason: groupLineage.reason,
			origin: { id: group.id, code: group.code, number: group.number, name: group.name },
			born: { id: born.id, code: born.code, number: born.number, name: born.name }
		})
		.from(groupLineage)
		.innerJoin(group, eq(group.id, groupLineage.originId))
		.innerJoin(born, eq(born.id, groupLineage.bornId))
		.where(
			and(
				visible(ctx, groupLineage),
				sql`(${inArray(groupLineage.originId, groupIds)} or ${inArray(groupLineage.bornId, groupIds)})`
			)
		)
		.orderBy(asc(group.code), asc(born.code));
}

/** One group by code, with its people and its work of a year. Refuses (404) when absent or not for the actor. */
export async function getGroup(ctx: Context, code: string, year: number) {
	const [row] = await ctx.db
		.select()
		.from(group)
		.where(and(eq(group.code, code), visible(ctx, group)));
	if (!row) throw absent('Ce groupe n’existe pas, ou sa fiche ne vous est pas ouverte.');
	const work = await listGroupWork(ctx, [row.id], year);
	return {
		...row,
		title: groupTitle(row),
		participants: await listParticipants(ctx, [row.id]),
		sheet: work.sheets[0] ?? null,
		roadMap: work.roadMap,
		deliverables: work.deliverables,
		attention: work.attention,
		lineages: await listLineages(ctx, [row.id])
	};
}
