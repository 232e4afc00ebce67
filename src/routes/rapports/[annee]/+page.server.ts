import { readAnnualReport } from '#collectors/report-shelf.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const year = yearOf(event.params.annee);
		const report = await readAnnualReport(ctx, { year, baseUrl: event.url.origin });
		return {
			title: `${report.title} ${String(year)}`,
			record: await shownRecord(ctx, 'edition', year),
			year,
			identity: report.identity,
			figures: report.chapters.flatMap((chapter) => chapter.figures ?? []).slice(0, 8),
			chapters: report.chapters.map((chapter) => ({ id: chapter.id, title: chapter.title }))
		};
	});
