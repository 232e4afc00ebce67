import { aliasedTable, and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { absent } from '#core/errors.ts';
import type { PartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import { isErased } from '#core/server/privacy/tombstones.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { groupTitle } from '../paths.ts';
import { isActiveIn, isDeliverableOf, isOnRoadMapOf, takesPartIn } from '../rules.ts';
import {
	attentionPoint,
	deliverable,
	group,
	groupLineage,
	groupParticipant,
	groupSheet,
	roadMapItem
} from './tables.ts';

export type Group = typeof group.$inferSelect;

/** Groups active in a year that the actor may read, in the order of the collective: those that its figure counts, one archived since among them. */
export async function listGroups(ctx: Context, year: number): Promise<Group[]> {
	const rows = await ctx.db
		.select()
		.from(group)
		.where(nameable(ctx, group))
		.orderBy(sql`${group.position} nulls last`, asc(group.number), asc(group.name), group.id)
		.limit(300);
	return rows.filter((row) => isActiveIn(row, year));
}

export interface ParticipantLine {
	id: string;
	groupId: string;
	role: (typeof groupParticipant.$inferSelect)['role'];
	openList: boolean | null;
	remark: string | null;
	from: PartialDate | null;
	until: PartialDate | null;
	organisation: { id: string; name: string; path: string } | null;
	person: { name: string; path: string } | null;
	/** Its person was erased: counted where the past is told, and nobody today. */
	isOfNobody: boolean;
}

/** Who takes part in these groups at some moment of the year, pilots first, then by organisation. */
export async function listParticipants(
	ctx: Context,
	groupIds: string[],
	year: number
): Promise<ParticipantLine[]> {
	if (groupIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			id: groupParticipant.id,
			groupId: groupParticipant.groupId,
			role: groupParticipant.role,
			openList: groupParticipant.openList,
			remark: groupParticipant.remark,
			from: groupParticipant.from,
			until: groupParticipant.until,
			organisationId: organisation.id,
			organisationName: organisation.name,
			organisationCode: organisation.code,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			isOfNobody: sql<boolean>`coalesce(${isErased(person.id)}, false)`
		})
		.from(groupParticipant)
		.leftJoin(
			organisation,
			and(eq(organisation.id, groupParticipant.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(person, and(eq(person.id, groupParticipant.personId), nameable(ctx, person)))
		.where(and(inArray(groupParticipant.groupId, groupIds), visible(ctx, groupParticipant)))
		.orderBy(
			sql`${groupParticipant.role} not in ('pilot', 'coPilot')`,
			asc(organisation.name),
			asc(person.lastName),
			asc(person.code),
			groupParticipant.id
		);
	return rows
		.filter((row) => takesPartIn(row, year))
		.map((row) => ({
			id: row.id,
			groupId: row.groupId,
			role: row.role,
			openList: row.openList,
			remark: row.remark,
			from: row.from,
			until: row.until,
			organisation: row.organisationId
				? {
						id: row.organisationId,
						name: row.organisationName ?? '',
						path: organisationPath(row.organisationCode ?? '')
					}
				: null,
			person: row.personCode ? { name: personName(row), path: personPath(row.personCode) } : null,
			isOfNobody: row.isOfNobody
		}));
}

/** What these groups wrote and promised for a year: sheet, road map, deliverables, attention points. */
export async function listGroupWork(ctx: Context, groupIds: string[], year: number) {
	if (groupIds.length === 0) return { sheets: [], roadMap: [], deliverables: [], attention: [] };
	const of = (table: { groupId: PgColumn; audience: PgColumn }) =>
		and(inArray(table.groupId, groupIds), visible(ctx, table));
	const sheets = await ctx.db
		.select()
		.from(groupSheet)
		.where(and(eq(groupSheet.year, year), of(groupSheet)));
	const roadMap = await ctx.db
		.select()
		.from(roadMapItem)
		.where(of(roadMapItem))
		.orderBy(asc(roadMapItem.position), asc(roadMapItem.code));
	const deliverables = await ctx.db
		.select()
		.from(deliverable)
		.where(of(deliverable))
		.orderBy(asc(deliverable.code));
	const attention = await ctx.db
		.select()
		.from(attentionPoint)
		.where(of(attentionPoint))
		.orderBy(asc(attentionPoint.code));
	return {
		sheets,
		roadMap: roadMap.filter((one) => isOnRoadMapOf(one, year)),
		deliverables: deliverables.filter((one) => isDeliverableOf(one, year)),
		attention
	};
}

/** Splits, mergers and sequels that touch these groups. */
export async function listLineages(ctx: Context, groupIds: string[]) {
	if (groupIds.length === 0) return [];
	const born = aliasedTable(group, 'born');
	return ctx.db
		.select({
			id: groupLineage.id,
			nature: groupLineage.nature,
			on: groupLineage.on,
			reason: groupLineage.reason,
			origin: { id: group.id, code: group.code, number: group.number, name: group.name },
			born: { id: born.id, code: born.code, number: born.number, name: born.name }
		})
		.from(groupLineage)
		.innerJoin(group, and(eq(group.id, groupLineage.originId), nameable(ctx, group)))
		.innerJoin(born, and(eq(born.id, groupLineage.bornId), nameable(ctx, born)))
		.where(
			and(
				visible(ctx, groupLineage),
				sql`(${inArray(groupLineage.originId, groupIds)} or ${inArray(groupLineage.bornId, groupIds)})`
			)
		)
		.orderBy(asc(group.code), asc(born.code), groupLineage.id);
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
		participants: withoutNobody(await listParticipants(ctx, [row.id], year)),
		sheet: work.sheets[0] ?? null,
		otherSheets: await listOtherSheets(ctx, row.id, year),
		roadMap: work.roadMap,
		deliverables: work.deliverables,
		attention: work.attention,
		lineages: await listLineages(ctx, [row.id])
	};
}

/** Sheets of a group that its page of a year does not tell, the latest first, each with what is written in it, in plain words. */
async function listOtherSheets(ctx: Context, groupId: string, year: number) {
	const rows = await ctx.db
		.select()
		.from(groupSheet)
		.where(and(eq(groupSheet.groupId, groupId), visible(ctx, groupSheet)))
		.orderBy(desc(groupSheet.year))
		.limit(50);
	return rows
		.map(({ id, year: of, context, activities, prospects }) => ({
			id,
			year: of,
			texts: [context, activities, prospects].flatMap((text) => (text ? [toPlainText(text)] : []))
		}))
		.filter((sheet) => sheet.year !== year || sheet.texts.length === 0);
}

/** An organisation stays without its person who was erased; who took part alone is nobody any more. */
function withoutNobody(participants: ParticipantLine[]): ParticipantLine[] {
	return participants
		.filter((line) => line.organisation !== null || !line.isOfNobody)
		.map((line) => (line.isOfNobody ? { ...line, person: null } : line));
}
