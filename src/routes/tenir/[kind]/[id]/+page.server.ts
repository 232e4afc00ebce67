import { upkeepPage } from '#collectors/editing/upkeep.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

/** The right to this record is the query's to decide. */
export const _door = { GET: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = await upkeepPage(ctx, event.params.kind, event.params.id);
		return { title: `Tenir à jour : ${page.home.title}`, ...page };
	});
