import { listCalendar } from '#collectors/calendar.ts';
import { pageNumber } from '#web/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Rows of one page: what a phone reads without tiring, and a light page. */
const PER_PAGE = 30;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const asked = Number(event.url.searchParams.get('annee'));
		const year =
			Number.isInteger(asked) && asked >= 1900 && asked <= 2200
				? asked
				: ctx.collective.settings.year;
		const all = await listCalendar(ctx, {
			from: `${String(year)}-01-01`,
			to: `${String(year)}-12-31`
		});
		const series = [...new Set(all.flatMap((one) => one.series ?? []))].sort((a, b) =>
			a.localeCompare(b, 'fr', { numeric: true })
		);
		const chosen = series.find((one) => one === event.url.searchParams.get('instance')) ?? '';
		const entries = chosen ? all.filter((one) => one.series === chosen) : all;
		const page = pageNumber(event.url);
		return {
			title: `Agenda ${String(year)}`,
			year,
			series,
			chosen,
			page,
			more: entries.length > page * PER_PAGE,
			entries: entries.slice((page - 1) * PER_PAGE, page * PER_PAGE)
		};
	});
