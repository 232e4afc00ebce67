import { getNeedSheet } from '#modules/needs/server/list-page.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'needs.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const need = await getNeedSheet(ctx, event.params.code);
		return {
			title: need.title,
			record: await shownRecord(ctx, 'need', event.params.code),
			need,
			team: ctx.actor.kind !== 'public'
		};
	});
