import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath } from '#modules/groups/index.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { projectPath } from '../paths.ts';
import { project, projectStep, stakeholder } from './tables.ts';

export interface ProjectName {
	id: string;
	code: string;
	name: string;
	path: string;
}

/** Names and pages of projects by id, whoever reads. */
export async function listProjectNames(
	ctx: Context,
	ids: string[]
): Promise<Map<string, ProjectName>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: project.id, code: project.code, name: project.name })
		.from(project)
		.where(inArray(project.id, ids));
	return new Map(rows.map((row) => [row.id, { ...row, path: projectPath(row.code) }]));
}

/** Projects that the actor may read, in the order of the collective, with their group. */
export async function listProjects(ctx: Context) {
	const rows = await ctx.db
		.select({
			id: project.id,
			code: project.code,
			name: project.name,
			nature: project.nature,
			stage: project.stage,
			territory: project.territory,
			startedOn: project.startedOn,
			group: { id: group.id, code: group.code, number: group.number, name: group.name }
		})
		.from(project)
		.leftJoin(group, and(eq(group.id, project.groupId), nameable(ctx, group)))
		.where(visible(ctx, project))
		.orderBy(sql`${project.position} nulls last`, asc(project.name), project.id)
		.limit(200);
	return rows.map((row) => ({
		...row,
		path: projectPath(row.code),
		group: row.group ? { ...row.group, path: groupPath(row.group.code) } : null
	}));
}

/** Projects of one group, with what the report tells of them. */
export async function listGroupProjects(ctx: Context, groupId: string): Promise<ProjectName[]> {
	const rows = await ctx.db
		.select({ id: project.id, code: project.code, name: project.name })
		.from(project)
		.where(and(eq(project.groupId, groupId), visible(ctx, project)))
		.orderBy(sql`${project.position} nulls last`, asc(project.name), project.id);
	return rows.map((row) => ({ ...row, path: projectPath(row.code) }));
}

export interface PartyLine {
	id: string;
	projectId: string;
	role: (typeof stakeholder.$inferSelect)['role'];
	remark: string | null;
	organisation: { name: string; path: string } | null;
	person: { name: string; path: string } | null;
}

/** Stakeholders of these projects, organisations first by name. */
export async function listStakeholders(ctx: Context, projectIds: string[]): Promise<PartyLine[]> {
	if (projectIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			id: stakeholder.id,
			projectId: stakeholder.projectId,
			role: stakeholder.role,
			remark: stakeholder.remark,
			organisationName: organisation.name,
			organisationCode: organisation.code,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(stakeholder)
		.leftJoin(
			organisation,
			and(eq(organisation.id, stakeholder.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(person, and(eq(person.id, stakeholder.personId), nameable(ctx, person)))
		.where(and(inArray(stakeholder.projectId, projectIds), visible(ctx, stakeholder)))
		.orderBy(asc(organisation.name), asc(person.lastName), asc(person.code), stakeholder.id);
	return rows.map((row) => ({
		id: row.id,
		projectId: row.projectId,
		role: row.role,
		remark: row.remark,
		organisation: row.organisationCode
			? { name: row.organisationName ?? '', path: organisationPath(row.organisationCode) }
			: null,
		person: row.personCode ? { name: personName(row), path: personPath(row.personCode) } : null
	}));
}

/** Steps of these projects, in date order, those without a date last. */
export async function listSteps(ctx: Context, projectIds: string[]) {
	if (projectIds.length === 0) return [];
	return ctx.db
		.select({
			id: projectStep.id,
			projectId: projectStep.projectId,
			on: projectStep.on,
			saidDate: projectStep.saidDate,
			title: projectStep.title,
			text: projectStep.text,
			state: projectStep.state
		})
		.from(projectStep)
		.where(and(inArray(projectStep.projectId, projectIds), visible(ctx, projectStep)))
		.orderBy(sql`${projectStep.onLast} nulls last`, asc(projectStep.code));
}

/** One project with its parties and steps. Refuses (404) when absent or not for the actor. */
export async function getProject(ctx: Context, code: string) {
	const [row] = await ctx.db
		.select({ project, group: { code: group.code, number: group.number, name: group.name } })
		.from(project)
		.leftJoin(group, and(eq(group.id, project.groupId), nameable(ctx, group)))
		.where(and(eq(project.code, code), visible(ctx, project)));
	if (!row) throw absent('Ce projet n’existe pas, ou sa fiche ne vous est pas ouverte.');
	return {
		...row.project,
		group: row.group ? { ...row.group, path: groupPath(row.group.code) } : null,
		parties: await listStakeholders(ctx, [row.project.id]),
		steps: await listSteps(ctx, [row.project.id])
	};
}
