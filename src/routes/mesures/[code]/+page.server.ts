import { getMeasure } from '#modules/measures/server/queries.ts';
import { readingTable } from '#modules/measures/server/report.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const measure = await getMeasure(ctx, event.params.code);
		return {
			title: measure.label,
			lead: measure.definition,
			trail: [{ label: 'Mesures', path: '/mesures' }],
			html: showBlocks([readingTable(measure)])
		};
	});
