import { panelBlocks } from '#collectors/panels.ts';
import { groupTitle } from '#modules/groups/index.ts';
import { getProject } from '#modules/projects/server/queries.ts';
import { projectBlocks } from '#modules/projects/server/project-blocks.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'projects.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const project = await getProject(ctx, event.params.code);
		const [, ...blocks] = projectBlocks(project, project.parties, project.steps);
		const told = await panelBlocks(ctx, { kind: 'project', id: project.id });
		const record = await shownRecord(ctx, 'project', event.params.code);
		return {
			title: project.name,
			record,
			lead: project.group ? groupTitle(project.group) : null,
			trail: [{ label: 'Projets', path: '/projets' }],
			html: await showSheet(ctx, event.url, [...blocks, ...told], record)
		};
	});
