import { and, asc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { MetricScope } from '#core/metrics.ts';
import type { Audience } from '#core/vocabulary.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, narrowed, relation, type Relation } from '#core/server/relation.ts';
import { isOfYear, mayTouchYear } from '#core/server/spans.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { groupPath, GROUPS_PATH, groupTitle } from '../paths.ts';
import { deliverable, group, groupParticipant } from './tables.ts';

/** Id of a figure of one group: `groups.participants.gt1`. */
export function metricOf(about: 'participants' | 'deliverables', code: string): string {
	return `groups.${about}.${code}`;
}

/** Working groups of the PTCE have figures of their own: each opens a chapter. */
export function isCounted(one: { type: string; circle: string }): boolean {
	return one.type === 'workingGroup' && one.circle === 'ptce';
}

/** The same, of rows of the database. */
export const COUNTED = and(eq(group.type, 'workingGroup'), eq(group.circle, 'ptce'));

/** Whether a group works at some moment of the year, of rows of the database; unknown dates do not exclude. */
export function isAtWork(year: number): SQL {
	return mayTouchYear({ from: group.activeFrom, until: group.activeUntil }, year);
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
		.where(COUNTED)
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
	return counting(
		{
			id: metricOf('participants', one.code),
			label: `Organisations — ${groupTitle(one)}`,
			keptTo: [one.audience],
			unit: 'organisations',
			rule: 'Organisations nommées dans le groupe au cours de l’année, chacune comptée une fois, quel que soit son rôle ; une liste ouverte peut en cacher d’autres.'
		},
		(ctx, scope) => participants(ctx, scope, sql`= ${one.id}`)
	);
}

function deliverablesOf(one: Named): Metric {
	return counting(
		{
			id: metricOf('deliverables', one.code),
			label: `Livrables — ${groupTitle(one)}`,
			keptTo: [one.audience],
			unit: 'livrables',
			rule: 'Livrables du groupe à l’état « produit », datés de l’année ou sans date, chacun compté une fois.'
		},
		(ctx, scope) => narrowed(produced(ctx, scope), eq(deliverable.groupId, one.id))
	);
}

/**
 * Organisations named in groups in a year, each once, that the actor may read.
 * @param among completes "whose group is": `= …`, `in (…)`
 */
export function participants(ctx: Context, { year }: MetricScope, among: SQL): Relation {
	const named = ctx.db
		.selectDistinctOn([groupParticipant.organisationId], {
			id: groupParticipant.id,
			organisationId: groupParticipant.organisationId
		})
		.from(groupParticipant)
		.where(
			and(
				sql`${groupParticipant.groupId} ${among}`,
				mayTouchYear(groupParticipant, year),
				nameable(ctx, groupParticipant)
			)
		)
		.orderBy(groupParticipant.organisationId, groupParticipant.id)
		.as('named');
	return relation({
		kind: 'organisation',
		id: organisation.id,
		audience: organisation.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: organisation.id,
					participantId: named.id,
					code: organisation.code,
					name: organisation.name,
					audience: organisation.audience
				})
				.from(organisation)
				.innerJoin(named, eq(named.organisationId, organisation.id))
				.where(and(nameable(ctx, organisation), narrower))
				.$dynamic(),
		order: [asc(organisation.name), organisation.id],
		tell: ({ code, name }) => ({ label: name, path: organisationPath(code) })
	});
}

/** Deliverables produced in a year, or without a date, that the actor may read. */
export function produced(ctx: Context, { year }: MetricScope): Relation {
	return relation({
		kind: 'deliverable',
		id: deliverable.id,
		audience: deliverable.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: deliverable.id,
					title: deliverable.title,
					audience: deliverable.audience,
					group: { code: group.code, number: group.number, name: group.name }
				})
				.from(deliverable)
				.leftJoin(group, and(eq(group.id, deliverable.groupId), nameable(ctx, group)))
				.where(
					and(
						eq(deliverable.state, 'produced'),
						or(isNull(deliverable.on), isOfYear(deliverable.on, year)),
						or(isNull(group.id), isAtWork(year)),
						nameable(ctx, deliverable),
						narrower
					)
				)
				.$dynamic(),
		order: [asc(group.position), asc(deliverable.code)],
		tell: ({ title, group: own }) => ({
			label: title,
			...(own ? { detail: groupTitle(own), path: groupPath(own.code) } : { path: GROUPS_PATH })
		})
	});
}
