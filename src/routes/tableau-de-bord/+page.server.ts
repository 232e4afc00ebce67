import { listCalendar } from '#collectors/calendar.ts';
import { listChanges, listWaiting } from '#collectors/feed.ts';
import { authorise } from '#core/server/permissions.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		authorise(ctx, 'space.open');
		return {
			title: 'Tableau de bord',
			next: (await listCalendar(ctx, { from: ctx.today, to: '2999-12-31' })).slice(0, 6),
			waiting: await listWaiting(ctx, 12),
			changes: await listChanges(ctx, 10)
		};
	});
