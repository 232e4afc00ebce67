import { search } from '#collectors/search.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const query = (event.url.searchParams.get('q') ?? '').slice(0, 200);
		const page = pageNumber(event.url.searchParams);
		const kind = event.url.searchParams.get('genre') ?? '';
		return {
			title: query ? `Recherche : ${query}` : 'Recherche',
			query,
			page,
			kind,
			archives: event.locals.actor.kind === 'person',
			...(await search(ctx, query, page, kind))
		};
	});
