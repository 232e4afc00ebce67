import { asc } from 'drizzle-orm';
import { boundsOf } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { projectStages } from '../labels.ts';
import { projectPath } from '../paths.ts';
import { project } from './tables.ts';

/** Projects alive at some moment of the year, that the actor may read. */
async function projectsOf(ctx: Context, year: number) {
	const rows = await ctx.db
		.select({
			id: project.id,
			code: project.code,
			name: project.name,
			stage: project.stage,
			startedOn: project.startedOn,
			endedOn: project.endedOn,
			audience: project.audience
		})
		.from(project)
		.where(nameable(ctx, project))
		.orderBy(asc(project.name), project.id);
	const [first, last] = [`${String(year)}-01-01`, `${String(year)}-12-31`];
	return rows.filter(
		(row) =>
			row.stage !== 'dropped' &&
			(!row.startedOn || boundsOf(row.startedOn).first <= last) &&
			(!row.endedOn || boundsOf(row.endedOn).last >= first)
	);
}

export const metrics: Metric[] = [
	{
		id: 'projects.active',
		label: 'Projets de coopération',
		unit: 'projets',
		rule: 'Projets de coopération ouverts à un moment de l’année, chacun compté une fois, les abandons exclus.',
		compute: async (ctx, { year }) => {
			const rows = (await projectsOf(ctx, year)).map((row) => ({
				kind: 'project',
				id: row.id,
				label: row.name,
				detail: labelOf(projectStages, row.stage),
				path: projectPath(row.code),
				audience: row.audience
			}));
			return { value: rows.length, rows };
		}
	}
];
