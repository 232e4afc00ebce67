import { and, asc, eq, inArray } from 'drizzle-orm';
import type { MetricRow } from '#core/metrics.ts';
import type { Audience } from '#core/vocabulary.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { groupPath, GROUPS_PATH, groupTitle } from '../paths.ts';
import { isActiveIn, isProducedIn, takesPartIn } from '../rules.ts';
import { deliverable, group, groupParticipant } from './tables.ts';

/** Id of a figure of one group: `groups.participants.gt1`. */
export function metricOf(about: 'participants' | 'deliverables', code: string): string {
	return `groups.${about}.${code}`;
}

/** Working groups of the PTCE have figures of their own: each opens a chapter. */
export function isCounted(one: { type: string; circle: string }): boolean {
	return one.type === 'workingGroup' && one.circle === 'ptce';
}

/** Figures of each working group, so that a chapter or a table never prints a number without its rows. */
export async function dynamicMetrics(ctx: Context): Promise<Metric[]> {
	const groups = await ctx.db
		.select({
			id: group.id,
			code: group.code,
			number: group.number,
			name: group.name,
			audience: group.audience
		})
		.from(group)
		.where(and(eq(group.type, 'workingGroup'), eq(group.circle, 'ptce')))
		.orderBy(asc(group.position), asc(group.code))
		.limit(200);
	return groups.flatMap((one) => [participantsOf(one), deliverablesOf(one)]);
}

interface Named {
	id: string;
	code: string;
	number: string | null;
	name: string;
	audience: Audience;
}

function participantsOf(one: Named): Metric {
	return {
		id: metricOf('participants', one.code),
		label: `Organisations — ${groupTitle(one)}`,
		keptTo: [one.audience],
		unit: 'organisations',
		rule: 'Organisations nommées dans le groupe au cours de l’année, chacune comptée une fois, quel que soit son rôle ; une liste ouverte peut en cacher d’autres.',
		compute: async (ctx, { year }) => {
			const rows = await participantRows(ctx, [one.id], year);
			return { value: rows.length, rows };
		}
	};
}

function deliverablesOf(one: Named): Metric {
	return {
		id: metricOf('deliverables', one.code),
		label: `Livrables — ${groupTitle(one)}`,
		keptTo: [one.audience],
		unit: 'livrables',
		rule: 'Livrables du groupe à l’état « produit », datés de l’année ou sans date, chacun compté une fois.',
		compute: async (ctx, { year }) => {
			const rows = (await producedRows(ctx, year)).filter((row) => row.groupId === one.id);
			return { value: rows.length, rows: rows.map(({ groupId: _group, ...row }) => row) };
		}
	};
}

/** Organisations named in these groups in a year, each once, that the actor may read. */
export async function participantRows(
	ctx: Context,
	groupIds: string[],
	year: number
): Promise<MetricRow[]> {
	if (groupIds.length === 0) return [];
	const lines = await ctx.db
		.select({
			id: organisation.id,
			code: organisation.code,
			name: organisation.name,
			audience: organisation.audience,
			lineId: groupParticipant.id,
			from: groupParticipant.from,
			until: groupParticipant.until
		})
		.from(groupParticipant)
		.innerJoin(organisation, eq(organisation.id, groupParticipant.organisationId))
		.where(
			and(
				inArray(groupParticipant.groupId, groupIds),
				nameable(ctx, groupParticipant),
				nameable(ctx, organisation)
			)
		)
		.orderBy(asc(organisation.name), groupParticipant.id);
	const once = new Map(
		lines.filter((line) => takesPartIn(line, year)).map((line) => [line.id, line])
	);
	return [...once.values()].map((row) => ({
		kind: 'organisation',
		id: row.id,
		label: row.name,
		path: organisationPath(row.code),
		audience: row.audience
	}));
}

/** Deliverables produced in a year, or without a date, that the actor may read. */
export async function producedRows(
	ctx: Context,
	year: number
): Promise<(MetricRow & { groupId: string })[]> {
	const rows = await ctx.db
		.select({
			id: deliverable.id,
			title: deliverable.title,
			on: deliverable.on,
			audience: deliverable.audience,
			groupId: deliverable.groupId,
			group
		})
		.from(deliverable)
		.leftJoin(group, and(eq(group.id, deliverable.groupId), nameable(ctx, group)))
		.where(and(eq(deliverable.state, 'produced'), nameable(ctx, deliverable)))
		.orderBy(asc(group.position), asc(deliverable.code));
	return rows
		.filter((row) => isProducedIn(row.on, year) && (!row.group || isActiveIn(row.group, year)))
		.map((row) => ({
			kind: 'deliverable',
			id: row.id,
			label: row.title,
			...(row.group
				? { detail: groupTitle(row.group), path: groupPath(row.group.code) }
				: { path: GROUPS_PATH }),
			audience: row.audience,
			groupId: row.groupId
		}));
}
