import { inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { projectNatures, projectStages } from '../labels.ts';
import { projectPath } from '../paths.ts';
import { project, projectStep } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'project',
		label: 'projet',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(project).where(inArray(project.id, ids));
			const steps = await ctx.db
				.select({
					projectId: projectStep.projectId,
					id: projectStep.id,
					title: projectStep.title,
					audience: projectStep.audience
				})
				.from(projectStep)
				.where(inArray(projectStep.projectId, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.name,
				line: `${labelOf(projectNatures, row.nature)}, ${labelOf(projectStages, row.stage).toLowerCase()}`,
				path: projectPath(row.code),
				text: [
					row.summary ? toPlainText(row.summary) : '',
					// A step narrower than its project must not be found through it.
					...steps
						.filter((step) => step.projectId === row.id && isAsWide(step.audience, row.audience))
						.map((step) => step.title)
				].join(' '),
				audience: row.audience
			}));
		}
	}
];
