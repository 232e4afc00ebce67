import { listDoubts } from '#collectors/doubts.ts';
import { showBlocks } from '#collectors/show.ts';
import type { Block } from '#core/blocks.ts';
import { authorise } from '#core/server/permissions.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'space.doubts' } satisfies Doors;

/** Shown per doubt; the command line lists them all. */
const SHOWN = 8;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		authorise(ctx, 'space.doubts');
		const reports = await listDoubts(ctx);
		const blocks = reports.map((report): Block => ({
			kind: 'list',
			title:
				report.found.length > SHOWN
					? `${report.title} (${String(report.found.length)}, dont ${String(SHOWN)} ici)`
					: report.title,
			items: report.found.slice(0, SHOWN).map((one) => ({
				content: [
					one.path ? { text: one.finding, href: one.path } : one.finding,
					` → ${one.settle}`
				]
			}))
		}));
		return {
			title: 'Les doutes sur les données',
			lead: 'Fanal les signale et n’en tranche aucun.',
			trail: [{ label: 'Tableau de bord', path: '/tableau-de-bord' }],
			html: showBlocks(blocks)
		};
	});
