import { and, asc, ne } from 'drizzle-orm';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, relation } from '#core/server/relation.ts';
import { mayTouchYear } from '#core/server/spans.ts';
import { labelOf } from '#core/vocabulary.ts';
import { projectStages } from '../labels.ts';
import { projectPath } from '../paths.ts';
import { project } from './tables.ts';

export const metrics: Metric[] = [
	counting(
		{
			id: 'projects.active',
			label: 'Projets de coopération',
			unit: 'projets',
			rule: 'Projets de coopération ouverts à un moment de l’année, chacun compté une fois, les abandons exclus.'
		},
		(ctx, { year }) =>
			relation({
				kind: 'project',
				id: project.id,
				audience: project.audience,
				select: (narrower) =>
					ctx.db
						.select({
							id: project.id,
							code: project.code,
							name: project.name,
							stage: project.stage,
							audience: project.audience
						})
						.from(project)
						.where(
							and(
								ne(project.stage, 'dropped'),
								mayTouchYear({ from: project.startedOn, until: project.endedOn }, year),
								nameable(ctx, project),
								narrower
							)
						)
						.$dynamic(),
				order: [asc(project.name), project.id],
				tell: ({ code, name, stage }) => ({
					label: name,
					detail: labelOf(projectStages, stage),
					path: projectPath(code)
				})
			})
	)
];
