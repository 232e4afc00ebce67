import { circles, groupTypes } from '#modules/groups/labels.ts';
import { groupPath, groupTitle } from '#modules/groups/paths.ts';
import { listGroups } from '#modules/groups/server/queries.ts';
import { explainFigure } from '#collectors/catalogue.ts';
import { labelOf } from '#core/vocabulary.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const groups = await listGroups(ctx, year);
		return {
			title: 'Instances, commissions et groupes de travail',
			figures: [
				(await explainFigure(ctx, 'groups.working', year)).figure,
				(await explainFigure(ctx, 'groups.participants', year)).figure
			],
			circles: [...Map.groupBy(groups, (one) => one.circle)].map(([circle, own]) => ({
				label: labelOf(circles, circle),
				groups: own.map((one) => ({
					title: groupTitle(one),
					path: groupPath(one.code),
					type: labelOf(groupTypes, one.type)
				}))
			}))
		};
	});
