import { explainFigure } from '#collectors/catalogue.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const asked = Number(event.url.searchParams.get('annee'));
		const year =
			Number.isInteger(asked) && asked >= 1900 && asked <= 2200
				? asked
				: ctx.collective.settings.year;
		const explained = await explainFigure(ctx, event.params.metrique, year);
		return {
			title: explained.figure.label,
			year,
			...explained,
			rows: explained.rows.slice(0, 200),
			total: explained.rows.length
		};
	});
