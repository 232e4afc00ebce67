import { openingsPage } from '#collectors/privacy/openings.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'privacy.openings' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		return {
			title: 'Consultations',
			page,
			...(await openingsPage(ctx, {
				month: event.url.searchParams.get('mois'),
				page,
				all: event.url.searchParams.get('quoi') === 'tout'
			}))
		};
	});
