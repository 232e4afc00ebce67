import { HORIZON_MONTHS, listCalendar } from '#collectors/calendar.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import { Temporal } from 'temporal-polyfill';
import type { PageServerLoad } from './$types';
import { byMonth, monthAround, monthLabel, weeksOf } from './month.ts';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Rows of one page: what a phone reads without tiring, and a light page. */
const PER_PAGE = 25;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { view, month, year, period, title } = asked(event.url.searchParams, ctx.today);
		const all = await listCalendar(ctx, period);
		const series = [...new Set(all.flatMap((one) => one.series ?? []))].sort((a, b) =>
			a.localeCompare(b, 'fr', { numeric: true })
		);
		const chosen = series.find((one) => one === event.url.searchParams.get('instance')) ?? '';
		const entries = chosen ? all.filter((one) => one.series === chosen) : all;
		const page = view === 'month' ? 1 : pageNumber(event.url.searchParams);
		const shown = view === 'month' ? [] : entries.slice((page - 1) * PER_PAGE, page * PER_PAGE);
		return {
			title,
			view,
			month,
			year,
			dataYear: ctx.collective.settings.year,
			today: ctx.today,
			series,
			chosen,
			feed: `${event.url.host}/agenda.ics`,
			isSecure: event.url.protocol === 'https:',
			around: monthAround(month),
			grid: view === 'month' ? weeksOf(month, entries) : null,
			page,
			more: view !== 'month' && entries.length > page * PER_PAGE,
			months: byMonth(shown)
		};
	});

/** What the address asks for: a month, a year, or what is to come. */
function asked(query: URLSearchParams, today: string) {
	const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(query.get('mois') ?? '')?.[0];
	if (month)
		return {
			view: 'month' as const,
			month,
			year: Number(month.slice(0, 4)),
			period: monthAround(month),
			title: `Agenda de ${monthLabel(month)}`
		};
	const wanted = Number(query.get('annee') ?? Number.NaN);
	if (Number.isInteger(wanted) && wanted >= 1900 && wanted <= 2200)
		return {
			view: 'year' as const,
			month: `${String(wanted)}-01`,
			year: wanted,
			period: { from: `${String(wanted)}-01-01`, to: `${String(wanted)}-12-31` },
			title: `Agenda ${String(wanted)}`
		};
	const horizon = Temporal.PlainDate.from(today).add({ months: HORIZON_MONTHS }).toString();
	return {
		view: 'next' as const,
		month: today.slice(0, 7),
		year: Number(today.slice(0, 4)),
		period: { from: today, to: horizon },
		title: 'Agenda'
	};
}
