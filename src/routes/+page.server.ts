import { PUBLIC } from '#core/actor.ts';
import { within } from '#core/server/context.ts';
import { identityOf } from '#collectors/annual-report.ts';
import { listAround } from '#collectors/calendar.ts';
import { listFigures } from '#collectors/catalogue.ts';
import { listReportYears } from '#collectors/cut-off.ts';
import { counted } from '#core/words.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Figures that say what the collective is and did. */
const HOME_FIGURES = ['network.members', 'network.jobs', 'groups.working', 'meetings.held'];
const DATES = 5;

export const load: PageServerLoad = (event) => {
	if (!event.locals.collective) return { title: 'Bienvenue', home: null };
	return read(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const figures = await listFigures(ctx, HOME_FIGURES, year);
		const members = figures[0]?.value ?? 0;
		return {
			title: 'Accueil',
			home: {
				identity: identityOf(ctx.collective),
				members:
					members > 0 ? counted(members, 'organisation membre', 'organisations membres') : null,
				// Where to begin is told to who may.
				emptyCode:
					ctx.actor.kind === 'person' && figures.every((figure) => !figure.value)
						? ctx.collective.code
						: null,
				reports: (await listReportYears(within(ctx, { actor: PUBLIC }))).slice(0, 3),
				figures: figures.filter((figure) => figure.value),
				year,
				...(await listAround(ctx, DATES))
			}
		};
	});
};
