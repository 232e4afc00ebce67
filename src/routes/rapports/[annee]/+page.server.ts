import { reportFor } from './report.ts';
import { inEdition, isReservedAsked, readsMoreThanPublic } from '#collectors/reserved-edition.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const year = yearOf(event.params.annee);
	const report = await reportFor(event, year);
	const isReserved = isReservedAsked(event.url.searchParams);
	const path = `/rapports/${String(year)}`;
	const here = (part: string) => inEdition(`${path}/${part}`, isReserved);
	return read(event, async (ctx) => ({
		title: `${report.title} ${String(year)}`,
		// Who reads the edition is said of what everybody reads; the reserved one says by whom it is read itself.
		record: isReserved ? null : await shownRecord(ctx, 'edition', year),
		reserved: report.reserved ?? null,
		publicPath: path,
		reservedPath: readsMoreThanPublic(ctx.actor) ? inEdition(path, true) : null,
		files: FILES.map(({ format, label }) => ({ label, path: here(`fichier/${format}`) })),
		identity: report.identity,
		figures: report.chapters.flatMap((chapter) => chapter.figures ?? []).slice(0, 8),
		chapters: report.chapters.map((chapter) => ({ path: here(chapter.id), title: chapter.title }))
	}));
};

const FILES = [
	{ format: 'pdf', label: 'PDF accessible' },
	{ format: 'docx', label: 'Word' },
	{ format: 'html', label: 'Page unique' },
	{ format: 'md', label: 'Markdown' }
];
