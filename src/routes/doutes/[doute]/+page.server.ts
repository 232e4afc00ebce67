import { getDoubt } from '#collectors/doubts.ts';
import { authorise } from '#core/server/permissions.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'space.doubts' } satisfies Doors;

const PER_PAGE = 25;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		authorise(ctx, 'space.doubts');
		const page = pageNumber(event.url.searchParams);
		const { id, title, found } = await getDoubt(ctx, event.params.doute);
		return {
			title,
			id,
			page,
			total: found.length,
			first: (page - 1) * PER_PAGE + 1,
			more: found.length > page * PER_PAGE,
			found: found.slice((page - 1) * PER_PAGE, page * PER_PAGE)
		};
	});
