import { labelOf } from '#core/vocabulary.ts';
import { groupTitle } from '#modules/groups/index.ts';
import { projectNatures, projectStages } from '#modules/projects/labels.ts';
import { listProjects } from '#modules/projects/server/queries.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'projects.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const rows = await listProjects(ctx);
		return {
			title: 'Projets de coopération',
			lead: 'Ce qui se fait à plusieurs, et à quelle étape.',
			trail: [],
			html: await showSheet(
				ctx,
				event.url,
				rows.length === 0
					? [
							{
								kind: 'notice',
								tone: 'waiting',
								text: 'Aucun projet. Importez projets.csv : les projets paraîtront ici.'
							}
						]
					: [
							{
								kind: 'table',
								caption: 'Les projets',
								columns: [
									{ label: 'Projet' },
									{ label: 'Groupe' },
									{ label: 'Nature' },
									{ label: 'Étape' }
								],
								rows: rows.map((row) => [
									{ text: row.name, href: row.path },
									row.group ? { text: groupTitle(row.group), href: row.group.path } : '—',
									labelOf(projectNatures, row.nature),
									labelOf(projectStages, row.stage)
								])
							}
						]
			)
		};
	});
