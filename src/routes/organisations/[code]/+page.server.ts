import { organisationSheet } from '#modules/network/server/organisation-sheet.ts';
import { showBlocks } from '#collectors/show.ts';
import { listNeedsOf } from '#modules/needs/index.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const sheet = await organisationSheet(ctx, event.params.code);
		const needs = await listNeedsOf(ctx, { organisationId: sheet.id });
		return {
			title: sheet.title,
			lead: sheet.lead,
			trail: [{ label: 'Membres', path: '/membres' }],
			html: showBlocks([
				...sheet.blocks,
				...(needs.length > 0
					? [
							{
								kind: 'list' as const,
								title: 'Besoins et offres',
								items: needs.map((need) => ({ content: { text: need.title, href: need.path } }))
							}
						]
					: [])
			])
		};
	});
