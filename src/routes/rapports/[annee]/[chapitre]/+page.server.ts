import { reportFor } from '../report.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { inEdition, isReservedAsked } from '#collectors/reserved-edition.ts';
import { pagesOf } from '#collectors/show.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import { error } from '@sveltejs/kit';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const year = yearOf(event.params.annee);
	const { chapters, reserved } = await reportFor(event, year);
	const isReserved = isReservedAsked(event.url.searchParams);
	return read(event, async (ctx) => {
		const index = chapters.findIndex((chapter) => chapter.id === event.params.chapitre);
		const chapter = chapters[index];
		if (!chapter) error(404, 'Ce chapitre n’est pas dans le rapport.');
		const neighbour = (at: number) => {
			const other = chapters[at];
			return other
				? {
						title: other.title,
						path: inEdition(`/rapports/${String(year)}/${other.id}`, isReserved)
					}
				: null;
		};
		const pages = pagesOf(chapter.blocks);
		const page = pageNumber(event.url.searchParams);
		const blocks = pages[page - 1];
		if (blocks === undefined) error(404, 'Cette page du chapitre n’existe pas.');
		return {
			title: page > 1 ? `${chapter.title} (${String(page)})` : chapter.title,
			reserved: reserved ?? null,
			path: inEdition(event.url.pathname, isReserved),
			publicPath: `/rapports/${String(year)}`,
			reportPath: inEdition(`/rapports/${String(year)}`, isReserved),
			page,
			pages: pages.length,
			lead: page > 1 ? null : (chapter.summary ?? null),
			year,
			figures: page > 1 ? [] : (chapter.figures ?? []),
			html: await showSheet(ctx, event.url, blocks),
			previous: neighbour(index - 1),
			next: neighbour(index + 1)
		};
	});
};
