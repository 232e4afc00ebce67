import { EVERYBODY, showSheet } from '#collectors/editing/in-place.ts';
import { looseBlocks, meetingsPage } from '#modules/meetings/server/list-page.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'meetings.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		return {
			title: 'Toutes les réunions',
			team: ctx.actor.kind !== 'public',
			page,
			list: await meetingsPage(ctx, event.url.searchParams, page),
			loose: page === 1 ? await showSheet(ctx, event.url, await looseBlocks(ctx), EVERYBODY) : ''
		};
	});
