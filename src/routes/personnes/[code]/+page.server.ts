import { panelBlocks } from '#collectors/panels.ts';
import { personSheet } from '#modules/network/server/person-sheet.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { id, title, blocks } = await personSheet(ctx, event.params.code);
		const told = await panelBlocks(ctx, { kind: 'person', id });
		const record = await shownRecord(ctx, 'person', event.params.code);
		return {
			title,
			record,
			lead: null,
			trail: [{ label: 'Membres', path: '/membres' }],
			html: await showSheet(ctx, event.url, [...blocks, ...told], record)
		};
	});
