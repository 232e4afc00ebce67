import { explainFigure } from '#collectors/catalogue.ts';
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
			figures: [
				(await explainFigure(ctx, 'groups.active', year)).figure,
				(await explainFigure(ctx, 'groups.working', year)).figure,
				(await explainFigure(ctx, 'groups.participants', year)).figure,
				(await explainFigure(ctx, 'groups.deliverables', year)).figure
			],
			circles: await groupCards(ctx, year)
		};
	});
