import { and, asc, eq, inArray, isNotNull, lt, notInArray, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { isActiveIn } from '../rules.ts';
import { attentionPoint, group, groupSheet, roadMapItem } from './tables.ts';

const MOST = 20;
const named = { code: group.code, number: group.number, name: group.name };

/** Road-map items past their day, attention points still open, and groups that wrote nothing this year. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	return [...(await lateItems(ctx)), ...(await openPoints(ctx)), ...(await groupsWithoutNews(ctx))];
}

async function lateItems(ctx: Context): Promise<WaitingItem[]> {
	const late = await ctx.db
		.select({ id: roadMapItem.id, title: roadMapItem.title, due: roadMapItem.due, ...named })
		.from(roadMapItem)
		.innerJoin(group, eq(group.id, roadMapItem.groupId))
		.where(
			and(
				isNotNull(roadMapItem.due),
				lt(roadMapItem.dueLast, ctx.today),
				notInArray(roadMapItem.state, ['done', 'dropped']),
				visible(ctx, roadMapItem),
				visible(ctx, group)
			)
		)
		.orderBy(asc(roadMapItem.dueLast), asc(roadMapItem.code))
		.limit(MOST);
	return late.map((row) => ({
		title: `${groupTitle(row)} : ${row.title}`,
		because: 'point de feuille de route en retard',
		path: groupPath(row.code),
		...(row.due ? { date: row.due } : {})
	}));
}

async function openPoints(ctx: Context): Promise<WaitingItem[]> {
	const open = await ctx.db
		.select({
			id: attentionPoint.id,
			title: attentionPoint.title,
			since: attentionPoint.since,
			...named
		})
		.from(attentionPoint)
		.innerJoin(group, eq(group.id, attentionPoint.groupId))
		.where(and(eq(attentionPoint.state, 'open'), visible(ctx, attentionPoint), visible(ctx, group)))
		.orderBy(asc(attentionPoint.code))
		.limit(MOST);
	return open.map((row) => ({
		title: `${groupTitle(row)} : ${row.title}`,
		because: 'point d’attention ouvert',
		path: groupPath(row.code),
		...(row.since ? { date: row.since } : {})
	}));
}

async function groupsWithoutNews(ctx: Context): Promise<WaitingItem[]> {
	const { year } = ctx.collective.settings;
	const rows = await ctx.db
		.select({ ...named, activeFrom: group.activeFrom, activeUntil: group.activeUntil })
		.from(group)
		.leftJoin(groupSheet, and(eq(groupSheet.groupId, group.id), eq(groupSheet.year, year)))
		.where(
			and(
				inArray(group.type, ['workingGroup', 'commission']),
				inArray(group.circle, ['association', 'ptce']),
				sql`${groupSheet.id} is null`,
				visible(ctx, group)
			)
		)
		.orderBy(asc(group.position), asc(group.code))
		.limit(MOST);
	return rows
		.filter((row) => isActiveIn(row, year))
		.map((row) => ({
			title: groupTitle(row),
			because: `sans nouvelles : la fiche de ${String(year)} n’est pas écrite`,
			path: groupPath(row.code)
		}));
}
