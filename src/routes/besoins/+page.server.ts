import { listFigures } from '#collectors/catalogue.ts';
import { getNeedsPage } from '#modules/needs/server/list-page.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'needs.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		return {
			title: 'Besoins et offres',
			team: ctx.actor.kind !== 'public',
			list: await getNeedsPage(ctx, event.url.searchParams),
			figures: await listFigures(
				ctx,
				['needs.heard', 'needs.takenUp', 'needs.shared', 'needs.offers'],
				year
			)
		};
	});
