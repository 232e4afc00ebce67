import { explainFigure } from '#collectors/catalogue.ts';
import { listCalendar } from '#collectors/calendar.ts';
import { identityOf } from '#collectors/annual-report.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Figures that say what the collective is and did. */
const HOME_FIGURES = ['network.members', 'network.jobs', 'groups.working', 'meetings.held'];

export const load: PageServerLoad = (event) => {
	if (!event.locals.collective) return { title: 'Bienvenue', home: null };
	return read(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const figures = [];
		for (const id of HOME_FIGURES) figures.push((await explainFigure(ctx, id, year)).figure);
		const last = await listCalendar(ctx, { from: `${String(year)}-01-01`, to: '2999-12-31' });
		return {
			title: 'Accueil',
			home: {
				identity: identityOf(ctx.collective),
				year,
				figures,
				entries: last.slice(-6).reverse()
			}
		};
	});
};
