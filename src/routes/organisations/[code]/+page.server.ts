import { panelBlocks } from '#collectors/panels.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { organisationSheet } from '#modules/network/server/organisation-sheet.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const sheet = await organisationSheet(ctx, event.params.code);
		const told = await panelBlocks(ctx, { kind: 'organisation', id: sheet.id });
		const record = await shownRecord(ctx, 'organisation', event.params.code);
		return {
			title: sheet.title,
			record,
			lead: sheet.lead,
			trail: [
				sheet.isMember
					? { label: 'Membres', path: '/membres' }
					: { label: 'Partenaires', path: '/partenaires' }
			],
			html: await showSheet(ctx, event.url, [...sheet.blocks, ...told], record)
		};
	});
