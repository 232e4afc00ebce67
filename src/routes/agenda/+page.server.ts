import { listCalendar } from '#collectors/calendar.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const asked = Number(event.url.searchParams.get('annee'));
		const year =
			Number.isInteger(asked) && asked >= 1900 && asked <= 2200
				? asked
				: ctx.collective.settings.year;
		const entries = await listCalendar(ctx, {
			from: `${String(year)}-01-01`,
			to: `${String(year)}-12-31`
		});
		return { title: `Agenda ${String(year)}`, year, entries };
	});
