import { territoryBlocks } from '#modules/territory/server/report.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { year, territory } = ctx.collective.settings;
		const blocks = await territoryBlocks(ctx, year);
		return {
			title: 'Le territoire',
			lead: territory,
			trail: [],
			html: showBlocks(
				blocks.length > 0
					? blocks
					: [
							{
								kind: 'notice',
								tone: 'waiting',
								text: 'Aucune commune. Importez communes.csv : le périmètre paraîtra ici.'
							}
						]
			)
		};
	});
