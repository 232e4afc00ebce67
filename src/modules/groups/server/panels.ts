import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { PANEL_ROWS, type Panel, type PanelSubject } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { noteGathered } from '#core/server/privacy/reads.ts';
import { labelOf } from '#core/vocabulary.ts';
import { participantRoles } from '../labels.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { group, groupParticipant } from './tables.ts';

/** The groups in which an organisation or a person takes part, and as what. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	if (subject.kind !== 'person' && subject.kind !== 'organisation') return [];
	const column =
		subject.kind === 'person' ? groupParticipant.personId : groupParticipant.organisationId;
	const rows = await ctx.db
		.select({
			code: group.code,
			number: group.number,
			name: group.name,
			roles: sql<(keyof typeof participantRoles)[]>`array_agg(distinct ${groupParticipant.role})`,
			gathered: sql<string[]>`array_agg(${groupParticipant.id})`
		})
		.from(groupParticipant)
		.innerJoin(group, eq(group.id, groupParticipant.groupId))
		.where(and(eq(column, subject.id), visible(ctx, groupParticipant), visible(ctx, group)))
		.groupBy(group.id)
		.orderBy(sql`${group.position} nulls last`, asc(group.name), group.code)
		.limit(PANEL_ROWS + 1);
	for (const { gathered } of rows) noteGathered(ctx.actor, 'groupParticipant', gathered);
	const lines = rows.map((row) => ({
		content: [
			{ text: groupTitle(row), href: groupPath(row.code) },
			` — ${row.roles.map((role) => labelOf(participantRoles, role).toLowerCase()).join(', ')}`
		]
	}));
	return [{ title: 'Groupes et instances', order: 10, lines, path: '/groupes' }];
}
