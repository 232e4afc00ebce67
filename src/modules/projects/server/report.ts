import { sql } from 'drizzle-orm';
import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { AFTER_GROUP, listReportPlaces } from '#modules/groups/index.ts';
import { projectNatures, projectStages } from '../labels.ts';
import { projectPath } from '../paths.ts';
import type { Project } from './project-blocks.ts';
import { listStakeholders, listSteps } from './queries.ts';
import { project } from './tables.ts';
import { toldProjects } from './told-projects.ts';

/** Each project where its group is told; those of no group among the specific actions. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const rows = await reportedProjects(ctx);
		if (rows.length === 0) return [];
		const places = await listReportPlaces(ctx, writer.year);
		const ids = rows.map((row) => row.id);
		const [parties, steps] = [await listStakeholders(ctx, ids), await listSteps(ctx, ids)];
		const byGroup = Map.groupBy(rows, (row) => row.groupId);
		const sheets = [...byGroup].map(([groupId, own]): ChapterPart => {
			const place = groupId ? places.get(groupId) : undefined;
			return {
				chapter: place?.chapter ?? 'actions',
				order: place ? place.after + AFTER_GROUP.projects : LAST_ACTIONS,
				blocks: [toldProjects(own, { parties, steps }, place?.told ?? false)]
			};
		});
		const figures = [await writer.figure('projects.active')];
		return [...sheets, { chapter: 'ptce', order: 40, figures, blocks: [overview(rows)] }];
	}
};

/** Projects of no group come after the workshops and the external bodies. */
const LAST_ACTIONS = 90_000;

async function reportedProjects(ctx: Context): Promise<Project[]> {
	return ctx.db
		.select()
		.from(project)
		.where(visible(ctx, project))
		.orderBy(sql`${project.position} nulls last`, project.name, project.id);
}

/** Every project and its stage. */
function overview(rows: Project[]): Block {
	return {
		kind: 'table',
		caption: 'Les projets de coopération et leur étape',
		columns: [
			{ label: 'Projet', width: 3 },
			{ label: 'Nature', width: 2 },
			{ label: 'Étape', width: 2 }
		],
		rows: rows.map((row) => [
			{ text: row.name, href: projectPath(row.code) },
			labelOf(projectNatures, row.nature),
			labelOf(projectStages, row.stage)
		])
	};
}
