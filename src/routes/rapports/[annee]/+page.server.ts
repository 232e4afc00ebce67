import { reportFor } from './report.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const year = yearOf(event.params.annee);
	const report = await reportFor(event, year);
	return read(event, async (ctx) => ({
		title: `${report.title} ${String(year)}`,
		record: await shownRecord(ctx, 'edition', year),
		year,
		identity: report.identity,
		figures: report.chapters.flatMap((chapter) => chapter.figures ?? []).slice(0, 8),
		chapters: report.chapters.map((chapter) => ({ id: chapter.id, title: chapter.title }))
	}));
};
