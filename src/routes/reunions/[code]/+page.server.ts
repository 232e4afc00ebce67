import { panelBlocks } from '#collectors/panels.ts';
import { meetingSheet } from '#modules/meetings/server/meeting-page.ts';
import { mayCallRoll } from '#modules/meetings/server/roll.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'meetings.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { id, title, lead, blocks } = await meetingSheet(ctx, event.params.code);
		const told = await panelBlocks(ctx, { kind: 'meeting', id });
		const record = await shownRecord(ctx, 'meeting', event.params.code);
		return {
			rollPath: (await mayCallRoll(ctx, event.params.code))
				? `/reunions/${event.params.code}/presences`
				: null,
			title,
			record,
			lead,
			trail: [{ label: 'Réunions', path: '/reunions' }],
			html: await showSheet(ctx, event.url, [...blocks, ...told], record)
		};
	});
