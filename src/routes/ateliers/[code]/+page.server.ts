import { getWorkshop } from '#modules/inclusion/server/queries.ts';
import { workshopBlocks } from '#modules/inclusion/server/report.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'inclusion.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const workshop = await getWorkshop(ctx, event.params.code);
		const [, ...blocks] = workshopBlocks(workshop, ctx.collective.settings.year);
		const record = await shownRecord(ctx, 'workshop', event.params.code);
		return {
			title: workshop.name,
			record,
			lead: workshop.frame,
			trail: [{ label: 'Ateliers', path: '/ateliers' }],
			html: await showSheet(ctx, event.url, blocks, record)
		};
	});
