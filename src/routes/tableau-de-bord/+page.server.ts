import { listCalendar } from '#collectors/calendar.ts';
import { listChanges, listWaiting } from '#collectors/feed.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		return {
			title: 'Tableau de bord',
			next: (await listCalendar(ctx, { from: ctx.today, to: '2999-12-31' })).slice(0, 6),
			waiting: await listWaiting(ctx, 12),
			changes: await listChanges(ctx, 10)
		};
	});
