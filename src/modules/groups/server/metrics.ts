import { and, asc, eq } from 'drizzle-orm';
import { labelOf } from '#core/vocabulary.ts';
import type { MetricRow } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counted } from '#core/words.ts';
import { groupTypes, itemStates } from '../labels.ts';
import { groupPath, GROUPS_PATH, groupTitle } from '../paths.ts';
import { isActiveIn, isOnRoadMapOf } from '../rules.ts';
import { isCounted, participantRows, producedRows } from './group-metrics.ts';
import { group, roadMapItem } from './tables.ts';

async function activeGroups(ctx: Context, year: number) {
	const rows = await ctx.db
		.select()
		.from(group)
		.where(nameable(ctx, group))
		.orderBy(asc(group.position), asc(group.number), asc(group.name), group.id);
	return rows.filter((row) => isActiveIn(row, year));
}

function asRow(row: typeof group.$inferSelect): MetricRow {
	return {
		kind: 'group',
		id: row.id,
		label: groupTitle(row),
		detail: labelOf(groupTypes, row.type),
		path: groupPath(row.code),
		audience: row.audience
	};
}

async function roadMapRows(ctx: Context, year: number) {
	const rows = await ctx.db
		.select({ item: roadMapItem, group })
		.from(roadMapItem)
		.leftJoin(group, and(eq(group.id, roadMapItem.groupId), nameable(ctx, group)))
		.where(nameable(ctx, roadMapItem))
		.orderBy(asc(group.position), asc(roadMapItem.position), asc(roadMapItem.code));
	return rows
		.filter((row) => isOnRoadMapOf(row.item, year))
		.map(({ item, group: own }) => {
			const state = labelOf(itemStates, item.state).toLowerCase();
			return {
				state: item.state,
				row: {
					kind: 'roadMapItem',
					id: item.id,
					label: item.title,
					detail: own ? `${groupTitle(own)} — ${state}` : state,
					path: own ? groupPath(own.code) : GROUPS_PATH,
					audience: item.audience
				}
			};
		});
}

export const metrics: Metric[] = [
	{
		id: 'groups.active',
		label: 'Instances et groupes actifs',
		unit: 'instances et groupes',
		rule: 'Instances, comités, commissions et groupes de travail actifs à un moment de l’année, chacun compté une fois.',
		compute: async (ctx, { year }) => {
			const rows = await activeGroups(ctx, year);
			return { value: rows.length, rows: rows.map(asRow) };
		}
	},
	{
		id: 'groups.working',
		label: 'Groupes de travail',
		unit: 'groupes',
		rule: 'Groupes de travail actifs à un moment de l’année, chacun compté une fois, même si deux portent le même numéro.',
		compute: async (ctx, { year }) => {
			const rows = (await activeGroups(ctx, year)).filter(isCounted);
			return { value: rows.length, rows: rows.map(asRow) };
		}
	},
	{
		id: 'groups.participants',
		label: 'Organisations dans les groupes de travail',
		unit: 'organisations',
		rule: 'Organisations nommées dans au moins un groupe de travail de l’année, chacune comptée une fois ; les listes ouvertes peuvent en cacher d’autres.',
		compute: async (ctx, { year }) => {
			const groups = (await activeGroups(ctx, year)).filter(isCounted);
			const rows = await participantRows(
				ctx,
				groups.map((one) => one.id),
				year
			);
			return { value: rows.length, rows };
		}
	},
	{
		id: 'groups.deliverables',
		label: 'Livrables produits',
		unit: 'livrables',
		rule: 'Livrables des groupes et commissions à l’état « produit », datés de l’année ou sans date, chacun compté une fois.',
		compute: async (ctx, { year }) => {
			const rows = await producedRows(ctx, year);
			return { value: rows.length, rows: rows.map(({ groupId: _group, ...row }) => row) };
		}
	},
	{
		id: 'groups.workingDeliverables',
		label: 'Livrables des groupes de travail',
		unit: 'livrables',
		rule: 'Livrables des groupes de travail à l’état « produit », datés de l’année ou sans date, chacun compté une fois ; ceux des commissions n’y sont pas.',
		compute: async (ctx, { year }) => {
			const working = new Set(
				(await activeGroups(ctx, year)).filter(isCounted).map((one) => one.id)
			);
			const rows = (await producedRows(ctx, year)).filter((row) => working.has(row.groupId));
			return { value: rows.length, rows: rows.map(({ groupId: _group, ...row }) => row) };
		}
	},
	{
		id: 'groups.roadMap',
		label: 'Points de feuille de route',
		unit: 'points',
		rule: 'Points des feuilles de route de l’année, et points plus anciens qui ne sont ni faits ni abandonnés, chacun compté une fois.',
		compute: async (ctx, { year }) => {
			const items = await roadMapRows(ctx, year);
			const states = [...Map.groupBy(items, (one) => one.state)].map(
				([state, own]) => `${labelOf(itemStates, state).toLowerCase()} : ${String(own.length)}`
			);
			return {
				value: items.length,
				rows: items.map((one) => one.row),
				...(states.length > 0 ? { note: states.join(' ; ') } : {})
			};
		}
	},
	{
		id: 'groups.roadMapDone',
		label: 'Points de feuille de route faits',
		unit: 'points',
		rule: 'Points des feuilles de route de l’année à l’état « fait » ; non renseigné tant qu’aucun point n’a d’état.',
		compute: async (ctx, { year }) => {
			const items = await roadMapRows(ctx, year);
			const unknown = items.filter((one) => one.state === 'unknown').length;
			const done = items.filter((one) => one.state === 'done');
			return {
				value: items.length > 0 && unknown === items.length ? null : done.length,
				qualifier: unknown > 0 ? 'atLeast' : 'exact',
				rows: done.map((one) => one.row),
				...(unknown > 0
					? { coverage: `${counted(unknown, 'point sans état connu', 'points sans état connu')}` }
					: {})
			};
		}
	}
];
