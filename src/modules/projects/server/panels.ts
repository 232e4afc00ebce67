import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { PANEL_ROWS, type Panel, type PanelSubject } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { noteGathered } from '#core/server/privacy/reads.ts';
import { labelOf } from '#core/vocabulary.ts';
import { projectStages, stakeholderRoles } from '../labels.ts';
import { projectPath } from '../paths.ts';
import { project, stakeholder } from './tables.ts';

const PLACE = { title: 'Projets de coopération', order: 60, path: '/projets' };

/** The projects of a group, or those in which an organisation or a person has a part. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	if (subject.kind === 'group') return [{ ...PLACE, lines: await ofGroup(ctx, subject.id) }];
	if (subject.kind !== 'person' && subject.kind !== 'organisation') return [];
	const column = subject.kind === 'person' ? stakeholder.personId : stakeholder.organisationId;
	const rows = await ctx.db
		.select({
			code: project.code,
			name: project.name,
			stage: project.stage,
			roles: sql<(keyof typeof stakeholderRoles)[]>`array_agg(distinct ${stakeholder.role})`,
			gathered: sql<string[]>`array_agg(${stakeholder.id})`
		})
		.from(stakeholder)
		.innerJoin(project, eq(project.id, stakeholder.projectId))
		.where(and(eq(column, subject.id), visible(ctx, stakeholder), visible(ctx, project)))
		.groupBy(project.id)
		.orderBy(sql`${project.position} nulls last`, asc(project.name), project.code)
		.limit(PANEL_ROWS + 1);
	for (const { gathered } of rows) noteGathered(ctx.actor, 'stakeholder', gathered);
	const lines = rows.map((row) => ({
		content: [
			{ text: row.name, href: projectPath(row.code) },
			` — ${row.roles.map((role) => labelOf(stakeholderRoles, role).toLowerCase()).join(', ')}`
		],
		state: labelOf(projectStages, row.stage)
	}));
	return [{ ...PLACE, lines }];
}

async function ofGroup(ctx: Context, groupId: string): Promise<Panel['lines']> {
	const rows = await ctx.db
		.select({ code: project.code, name: project.name, stage: project.stage })
		.from(project)
		.where(and(eq(project.groupId, groupId), visible(ctx, project)))
		.orderBy(sql`${project.position} nulls last`, asc(project.name), project.id)
		.limit(PANEL_ROWS + 1);
	return rows.map((row) => ({
		content: { text: row.name, href: projectPath(row.code) },
		state: labelOf(projectStages, row.stage)
	}));
}
