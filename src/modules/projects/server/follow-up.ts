import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Doubt, WaitingItem } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { projectPath } from '../paths.ts';
import { project, projectStep, stakeholder } from './tables.ts';

/** Planned steps whose day is past: somebody must say what happened. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	const rows = await ctx.db
		.select({
			id: projectStep.id,
			title: projectStep.title,
			on: projectStep.on,
			name: project.name,
			code: project.code
		})
		.from(projectStep)
		.innerJoin(project, eq(project.id, projectStep.projectId))
		.where(
			and(
				eq(projectStep.state, 'planned'),
				lt(projectStep.onLast, ctx.today),
				visible(ctx, projectStep),
				visible(ctx, project)
			)
		)
		.orderBy(projectStep.onLast, projectStep.id)
		.limit(20);
	return rows.map((row) => ({
		title: `${row.name} : ${row.title}`,
		because: 'étape prévue dont la date est passée',
		path: projectPath(row.code),
		...(row.on ? { date: row.on } : {})
	}));
}

export const doubts: Doubt[] = [
	{
		id: 'projects.step-without-date',
		title: 'Une étape de projet n’a pas de date',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					id: projectStep.id,
					title: projectStep.title,
					said: projectStep.saidDate,
					source: projectStep.source,
					name: project.name,
					code: project.code
				})
				.from(projectStep)
				.innerJoin(project, eq(project.id, projectStep.projectId))
				.where(and(isNull(projectStep.on), visible(ctx, projectStep), visible(ctx, project)));
			return rows.map((row) => ({
				finding: `${row.name} : « ${row.title} »${row.said ? ` (« ${row.said} »)` : ''}.`,
				settle:
					'Demandez la date à une personne du projet et écrivez-la dans projets-etapes.csv, même au mois ou à l’année.',
				path: projectPath(row.code),
				...(row.source ? { source: row.source } : {})
			}));
		}
	},
	{
		id: 'projects.nobody',
		title: 'Un projet n’a aucune partie prenante',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ name: project.name, code: project.code })
				.from(project)
				.leftJoin(stakeholder, eq(stakeholder.projectId, project.id))
				.where(and(isNull(stakeholder.id), visible(ctx, project)));
			return rows.map((row) => ({
				finding: `${row.name} : personne n’est nommé.`,
				settle: 'Ajoutez au moins le porteur dans projets-parties.csv.',
				path: projectPath(row.code)
			}));
		}
	}
];
