import { PUBLIC } from '#core/actor.ts';
import { within } from '#core/server/context.ts';
import { listReportYears } from '#collectors/cut-off.ts';
import { inEdition } from '#collectors/reserved-edition.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { heldBackBlocks } from '#modules/editions/server/held-back.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const years = await listReportYears(within(ctx, { actor: PUBLIC }));
		const own = await listReportYears(ctx);
		return {
			title: 'Rapports d’activité',
			years,
			heldBack: await showSheet(ctx, event.url, await heldBackBlocks(ctx)),
			/** Years of which everybody reads nothing, and the reader something. */
			reserved: own
				.filter((year) => !years.includes(year))
				.map((year) => ({ year, path: inEdition(`/rapports/${String(year)}`, true) }))
		};
	});
