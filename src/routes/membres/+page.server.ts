import { listFigures } from '#collectors/catalogue.ts';
import { cutOffOf } from '#collectors/cut-off.ts';
import { listMembersPage } from '#modules/network/server/members-page.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const page = pageNumber(event.url.searchParams);
		const { blocks, ...list } = await listMembersPage(
			ctx,
			await cutOffOf(ctx, year),
			event.url.searchParams,
			page
		);
		return {
			title: 'Les membres',
			page,
			list,
			html: await showSheet(ctx, event.url, blocks),
			figures: await listFigures(ctx, ['network.members', 'network.jobs'], year)
		};
	});
