import { writeAnnualReport } from '#collectors/annual-report.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const year = yearOf(event.params.annee);
		const { chapters } = await writeAnnualReport(ctx, { year, baseUrl: event.url.origin });
		const index = chapters.findIndex((chapter) => chapter.id === event.params.chapitre);
		const chapter = chapters[index];
		if (!chapter) error(404, 'Ce chapitre n’est pas dans le rapport.');
		const neighbour = (at: number) => {
			const other = chapters[at];
			return other ? { title: other.title, path: `/rapports/${String(year)}/${other.id}` } : null;
		};
		return {
			title: chapter.title,
			lead: chapter.summary ?? null,
			year,
			figures: chapter.figures ?? [],
			html: showBlocks(chapter.blocks),
			previous: neighbour(index - 1),
			next: neighbour(index + 1)
		};
	});
