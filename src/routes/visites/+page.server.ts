import { listFigures } from '#collectors/catalogue.ts';
import { pageNumber } from '#core/page-number.ts';
import { getBoard } from '#modules/visits/server/board.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'visits.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const board = await getBoard(ctx, pageNumber(event.url.searchParams));
		return {
			title: 'Visites des membres',
			team: ctx.actor.kind !== 'public',
			year,
			board,
			figures: await listFigures(ctx, ['visits.held', 'visits.members', 'visits.notVisited'], year)
		};
	});
