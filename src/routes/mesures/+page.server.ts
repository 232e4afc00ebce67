import { measuresPage } from '#modules/measures/server/pages.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'measures.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const { blocks, more, total } = await measuresPage(ctx, page);
		return {
			title: 'Mesures',
			lead: 'Des chiffres lus ailleurs, datés, avec leur source.',
			team: ctx.actor.kind !== 'public',
			empty: total === 0,
			page,
			more,
			html: await showSheet(ctx, event.url, blocks)
		};
	});
