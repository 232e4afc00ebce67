import { changeLinks } from '#collectors/editing/in-place.ts';
import { listFigures } from '#collectors/catalogue.ts';
import { getOverview } from '#modules/pooling/server/overview.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'pooling.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const overview = await getOverview(ctx);
		return {
			title: 'Mutualisation',
			team: ctx.actor.kind !== 'public',
			...overview,
			changes: await changeLinks(
				ctx,
				'survey',
				overview.surveys.map((one) => one.id)
			),
			figures: await listFigures(
				ctx,
				['pooling.structures', 'pooling.supports', 'pooling.supportParticipants'],
				year
			)
		};
	});
