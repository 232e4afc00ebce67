import { and, asc, eq, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { labelOf } from '#core/vocabulary.ts';
import type { MetricScope } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, narrowed, relation, type Relation } from '#core/server/relation.ts';
import { counted } from '#core/words.ts';
import { groupTypes, itemStates } from '../labels.ts';
import { groupPath, GROUPS_PATH, groupTitle } from '../paths.ts';
import { COUNTED, isAtWork, participants, produced } from './group-metrics.ts';
import { deliverable, group, roadMapItem } from './tables.ts';

function activeGroups(ctx: Context, { year }: MetricScope): Relation {
	return relation({
		kind: 'group',
		id: group.id,
		audience: group.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: group.id,
					code: group.code,
					number: group.number,
					name: group.name,
					type: group.type,
					audience: group.audience
				})
				.from(group)
				.where(and(isAtWork(year), nameable(ctx, group), narrower))
				.$dynamic(),
		order: [asc(group.position), asc(group.number), asc(group.name), group.id],
		tell: (row) => ({
			label: groupTitle(row),
			detail: labelOf(groupTypes, row.type),
			path: groupPath(row.code)
		})
	});
}

/** Working groups of the PTCE at work in the year, that the actor may read: completes "whose group is". */
function inWorkingGroups(ctx: Context, { year }: MetricScope) {
	return sql`in (select ${group.id} from ${group} where ${and(COUNTED, isAtWork(year), nameable(ctx, group))})`;
}

function roadMap(ctx: Context, { year }: MetricScope): Relation {
	const isOfRoadMap = or(
		isNull(roadMapItem.year),
		eq(roadMapItem.year, year),
		and(lt(roadMapItem.year, year), notInArray(roadMapItem.state, ['done', 'dropped']))
	);
	return relation({
		kind: 'roadMapItem',
		id: roadMapItem.id,
		audience: roadMapItem.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: roadMapItem.id,
					title: roadMapItem.title,
					state: roadMapItem.state,
					audience: roadMapItem.audience,
					group: { code: group.code, number: group.number, name: group.name }
				})
				.from(roadMapItem)
				.leftJoin(group, and(eq(group.id, roadMapItem.groupId), nameable(ctx, group)))
				.where(and(isOfRoadMap, nameable(ctx, roadMapItem), narrower))
				.$dynamic(),
		order: [asc(group.position), asc(roadMapItem.position), asc(roadMapItem.code)],
		tell: ({ title, state, group: own }) => {
			const word = labelOf(itemStates, state).toLowerCase();
			return {
				label: title,
				detail: own ? `${groupTitle(own)} — ${word}` : word,
				path: own ? groupPath(own.code) : GROUPS_PATH
			};
		}
	});
}

/** How many points of the road map are in each state, in the order in which they are first met. */
async function roadMapStates(ctx: Context, scope: MetricScope) {
	return ctx.db
		.select({
			state: sql<typeof roadMapItem.$inferSelect.state>`counted.state`,
			count: sql<number>`count(*)::int`
		})
		.from(sql`${roadMap(ctx, scope).among()} counted`)
		.groupBy(sql`counted.state`)
		.orderBy(sql`counted.state`);
}

export const metrics: Metric[] = [
	counting(
		{
			id: 'groups.active',
			label: 'Instances et groupes actifs',
			unit: 'instances et groupes',
			rule: 'Instances, comités, commissions et groupes de travail actifs à un moment de l’année, chacun compté une fois.'
		},
		activeGroups
	),
	counting(
		{
			id: 'groups.working',
			label: 'Groupes de travail',
			unit: 'groupes',
			rule: 'Groupes de travail actifs à un moment de l’année, chacun compté une fois, même si deux portent le même numéro.'
		},
		(ctx, scope) => narrowed(activeGroups(ctx, scope), COUNTED)
	),
	counting(
		{
			id: 'groups.participants',
			label: 'Organisations dans les groupes de travail',
			unit: 'organisations',
			rule: 'Organisations nommées dans au moins un groupe de travail de l’année, chacune comptée une fois ; les listes ouvertes peuvent en cacher d’autres.'
		},
		(ctx, scope) => participants(ctx, scope, inWorkingGroups(ctx, scope))
	),
	counting(
		{
			id: 'groups.deliverables',
			label: 'Livrables produits',
			unit: 'livrables',
			rule: 'Livrables des groupes et commissions à l’état « produit », datés de l’année ou sans date, chacun compté une fois.'
		},
		produced
	),
	counting(
		{
			id: 'groups.workingDeliverables',
			label: 'Livrables des groupes de travail',
			unit: 'livrables',
			rule: 'Livrables des groupes de travail à l’état « produit », datés de l’année ou sans date, chacun compté une fois ; ceux des commissions n’y sont pas.'
		},
		(ctx, scope) =>
			narrowed(produced(ctx, scope), sql`${deliverable.groupId} ${inWorkingGroups(ctx, scope)}`)
	),
	{
		id: 'groups.roadMap',
		label: 'Points de feuille de route',
		unit: 'points',
		rule: 'Points des feuilles de route de l’année, et points plus anciens qui ne sont ni faits ni abandonnés, chacun compté une fois.',
		rows: roadMap,
		compute: async (ctx, scope) => {
			const states = await roadMapStates(ctx, scope);
			const told = states.map(
				({ state, count }) => `${labelOf(itemStates, state).toLowerCase()} : ${String(count)}`
			);
			return {
				value: states.reduce((sum, { count }) => sum + count, 0),
				...(told.length > 0 ? { note: told.join(' ; ') } : {})
			};
		}
	},
	{
		id: 'groups.roadMapDone',
		label: 'Points de feuille de route faits',
		unit: 'points',
		rule: 'Points des feuilles de route de l’année à l’état « fait » ; non renseigné tant qu’aucun point n’a d’état.',
		rows: (ctx, scope) => narrowed(roadMap(ctx, scope), eq(roadMapItem.state, 'done')),
		compute: async (ctx, scope) => {
			const states = await roadMapStates(ctx, scope);
			const of = (wanted: string) => states.find(({ state }) => state === wanted)?.count ?? 0;
			const all = states.reduce((sum, { count }) => sum + count, 0);
			const unknown = of('unknown');
			return {
				value: all > 0 && unknown === all ? null : of('done'),
				qualifier: unknown > 0 ? 'atLeast' : 'exact',
				...(unknown > 0
					? { coverage: counted(unknown, 'point sans état connu', 'points sans état connu') }
					: {})
			};
		}
	}
];
