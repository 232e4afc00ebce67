import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { action, decision, meeting } from './tables.ts';

/** Decisions and actions, with the body they belong to: their own, or that of their meeting. */
export type Outcomes = Awaited<ReturnType<typeof listOutcomes>>;

/** Decisions and actions that the actor may read, narrowed by conditions on each of the two tables. */
export async function listOutcomes(ctx: Context, where: { decisions?: SQL; actions?: SQL } = {}) {
	return {
		decisions: await listDecisions(ctx, where.decisions),
		actions: await listActions(ctx, where.actions)
	};
}

async function listDecisions(ctx: Context, where: SQL | undefined) {
	const rows = await ctx.db
		.select({
			decision,
			meetingGroupId: meeting.groupId,
			meetingOn: meeting.on,
			isTold: sql<boolean>`coalesce(${nameable(ctx, meeting)}, false)`
		})
		.from(decision)
		.leftJoin(meeting, eq(meeting.id, decision.meetingId))
		.where(and(where, visible(ctx, decision)))
		.orderBy(sql`${decision.onLast} nulls last`, asc(decision.code))
		.limit(500);
	return rows.map((row) => ({
		...row.decision,
		/** The day on which it counts, whoever reads. */
		takenOn: row.decision.on ?? row.meetingOn,
		// Without a day of its own, it tells that of its meeting to who may know of it.
		on: row.decision.on ?? (row.isTold ? row.meetingOn : null),
		groupId: row.decision.groupId ?? row.meetingGroupId
	}));
}

async function listActions(ctx: Context, where: SQL | undefined) {
	const rows = await ctx.db
		.select({
			action,
			meetingGroupId: meeting.groupId,
			organisationName: organisation.name,
			organisationCode: organisation.code,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(action)
		.leftJoin(meeting, eq(meeting.id, action.meetingId))
		.leftJoin(
			organisation,
			and(eq(organisation.id, action.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(person, and(eq(person.id, action.personId), nameable(ctx, person)))
		.where(and(where, visible(ctx, action)))
		.orderBy(sql`${action.dueLast} nulls last`, asc(action.code))
		.limit(500);
	return rows.map((row) => ({
		...row.action,
		groupId: row.action.groupId ?? row.meetingGroupId,
		owners: [
			...(row.personCode ? [{ name: personName(row), path: personPath(row.personCode) }] : []),
			...(row.organisationCode
				? [{ name: row.organisationName ?? '', path: organisationPath(row.organisationCode) }]
				: [])
		]
	}));
}
