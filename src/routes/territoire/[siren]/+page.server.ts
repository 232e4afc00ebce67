import { organisationPath } from '#modules/network/index.ts';
import { epciPage } from '#modules/territory/server/pages.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { pageNumber } from '#core/page-number.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'territory.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const shown = await epciPage(ctx, event.params.siren, page, organisationPath);
		const record = await shownRecord(ctx, 'epci', event.params.siren);
		return {
			title: shown.title,
			record,
			lead: shown.lead,
			trail: [{ label: 'Territoire', path: '/territoire' }],
			path: event.url.pathname,
			page,
			more: shown.more,
			html: await showSheet(ctx, event.url, shown.blocks, record)
		};
	});
