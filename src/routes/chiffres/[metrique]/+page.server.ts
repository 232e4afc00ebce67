import { explainWithPages, figurePath } from '#collectors/catalogue.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import { askedYear } from '#web/year.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

const PER_PAGE = 50;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const year = askedYear(event.url, ctx.collective.settings.year);
		const page = pageNumber(event.url.searchParams);
		const explained = await explainWithPages(ctx, event.params.metrique, year, {
			offset: (page - 1) * PER_PAGE,
			limit: PER_PAGE
		});
		return {
			title: explained.figure.label,
			year,
			...explained,
			path: figurePath(event.params.metrique, year),
			csv: `/chiffres/${event.params.metrique}/lignes.csv?annee=${String(year)}`,
			before: figurePath(event.params.metrique, year - 1),
			after: figurePath(event.params.metrique, year + 1),
			first: (page - 1) * PER_PAGE + 1,
			page,
			more: explained.total > page * PER_PAGE
		};
	});
