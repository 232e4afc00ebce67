import { groupSheet } from '#modules/groups/server/group-page.ts';
import { groupMeetingBlocks } from '#modules/meetings/index.ts';
import { panelBlocks } from '#collectors/panels.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'groups.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { year } = ctx.collective.settings;
		const sheet = await groupSheet(ctx, event.params.code, year);
		const meetings = await groupMeetingBlocks(ctx, sheet.id, year);
		const record = await shownRecord(ctx, 'group', event.params.code);
		return {
			title: sheet.title,
			record,
			lead: sheet.lead,
			trail: [{ label: 'Groupes', path: '/groupes' }],
			html: await showSheet(
				ctx,
				event.url,
				[
					...sheet.blocks,
					...meetings,
					...(await panelBlocks(ctx, { kind: 'group', id: sheet.id }))
				],
				record
			)
		};
	});
