import { figurePath, listMetricsByModule } from '#collectors/catalogue.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Figures of one domain that are listed; a long list of measures has its own page. */
const SHOWN = 40;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const domains = await listMetricsByModule(ctx);
		return {
			title: 'Les chiffres',
			domains: domains.map(({ id, name, path, metrics }) => ({
				id,
				name,
				path,
				others: Math.max(0, metrics.length - SHOWN),
				rows: metrics
					.map((one) => ({ id: one.id, label: one.label, path: figurePath(one.id, year) }))
					.sort((a, b) => a.label.localeCompare(b.label, 'fr'))
					.slice(0, SHOWN)
			}))
		};
	});
