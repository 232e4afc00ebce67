import { listFigures } from '#collectors/catalogue.ts';
import { getBoard } from '#modules/visits/server/board.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'visits.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const board = await getBoard(
			ctx,
			Math.max(1, Math.trunc(Number(event.url.searchParams.get('page') ?? '1')) || 1)
		);
		return {
			title: 'Visites des membres',
			team: ctx.actor.kind !== 'public',
			year,
			board,
			figures: await listFigures(ctx, ['visits.held', 'visits.members', 'visits.notVisited'], year)
		};
	});
