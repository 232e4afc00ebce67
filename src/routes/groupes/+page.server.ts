import { listFigures } from '#collectors/catalogue.ts';
import { groupCards } from '#modules/groups/server/group-page.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'groups.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		return {
			title: 'Instances, commissions et groupes de travail',
			year,
			figures: await listFigures(
				ctx,
				['groups.active', 'groups.working', 'groups.participants', 'groups.deliverables'],
				year
			),
			circles: await groupCards(ctx, year)
		};
	});
