import { figurePath, listMetrics, ruleOn } from '#collectors/catalogue.ts';
import { cutOffOf } from '#collectors/cut-off.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const metrics = await listMetrics(ctx);
		const asOf = await cutOffOf(ctx, year);
		return {
			title: 'Les chiffres',
			rows: metrics
				.map((one) => ({
					id: one.id,
					label: one.label,
					rule: ruleOn(one, asOf),
					path: figurePath(one.id, year)
				}))
				.sort((a, b) => a.label.localeCompare(b.label, 'fr'))
		};
	});
