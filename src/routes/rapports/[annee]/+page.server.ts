import { redirect } from '@sveltejs/kit';
import { within } from '#core/server/context.ts';
import { PUBLIC } from '#core/actor.ts';
import { listReportYears } from '#collectors/cut-off.ts';
import { reportFor } from './report.ts';
import { inEdition, isReservedAsked, readsMoreThanPublic } from '#collectors/reserved-edition.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import { yearOf } from '#web/year.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const year = yearOf(event.params.annee);
	const isPublic = await read(event, async (ctx) =>
		(await listReportYears(within(ctx, { actor: PUBLIC }))).includes(year)
	);
	// Of a year of which everybody reads nothing, who reads more is led to what they read.
	if (!isPublic && !isReservedAsked(event.url.searchParams)) await toReserved(event, year);
	const report = await reportFor(event, year);
	const isReserved = isReservedAsked(event.url.searchParams);
	const path = `/rapports/${String(year)}`;
	const here = (part: string) => inEdition(`${path}/${part}`, isReserved);
	return read(event, async (ctx) => ({
		title: `${report.title} ${String(year)}`,
		// Who reads the edition is said of what everybody reads; the reserved one says by whom it is read itself.
		record: isReserved && isPublic ? null : await shownRecord(ctx, 'edition', year),
		reserved: report.reserved ?? null,
		publicPath: path,
		reservedPath: readsMoreThanPublic(ctx.actor) ? inEdition(path, true) : null,
		files: FILES.map(({ format, label }) => ({ label, path: here(`fichier/${format}`) })),
		identity: report.identity,
		figures: report.chapters.flatMap((chapter) => chapter.figures ?? []).slice(0, 8),
		chapters: report.chapters.map((chapter) => ({ path: here(chapter.id), title: chapter.title }))
	}));
};

async function toReserved(event: PageServerLoadEvent, year: number): Promise<void> {
	const isRead = await read(
		event,
		async (ctx) => readsMoreThanPublic(ctx.actor) && (await listReportYears(ctx)).includes(year)
	);
	if (!isRead) return;
	const query = new URLSearchParams(event.url.searchParams);
	query.set('edition', 'reservee');
	redirect(303, `/rapports/${String(year)}?${query.toString()}`);
}

const FILES = [
	{ format: 'pdf', label: 'PDF accessible' },
	{ format: 'docx', label: 'Word' },
	{ format: 'html', label: 'Page unique' },
	{ format: 'md', label: 'Markdown' }
];
