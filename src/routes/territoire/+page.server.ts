import { listFigures } from '#collectors/catalogue.ts';
import {
	PERIMETER_FIGURES,
	territoryBlocks,
	territoryMap
} from '#modules/territory/server/report.ts';
import { unknownIndicatorBlocks } from '#modules/territory/server/indicators.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'territory.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { year, territory } = ctx.collective.settings;
		const figures = await listFigures(ctx, PERIMETER_FIGURES, year);
		const blocks = await territoryBlocks(ctx, year, figures);
		return {
			title: 'Le territoire',
			lead: territory,
			empty: blocks.length === 0,
			team: ctx.actor.kind !== 'public',
			html: await showSheet(ctx, event.url, [
				...blocks,
				...(await territoryMap(ctx, year)),
				...(await unknownIndicatorBlocks(ctx, year))
			])
		};
	});
