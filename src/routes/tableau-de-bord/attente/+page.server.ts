import { listWaiting } from '#collectors/feed.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'signedIn' } satisfies Doors;

const PER_PAGE = 50;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const all = (await listWaiting(ctx)).flatMap(({ because, items }) =>
			items.map((item) => ({ ...item, because }))
		);
		const shown = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
		return {
			title: 'Ce qui attend',
			page,
			more: all.length > page * PER_PAGE,
			reasons: [...Map.groupBy(shown, (item) => item.because)].map(([because, items]) => ({
				because,
				items
			}))
		};
	});
