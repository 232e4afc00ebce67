import { calendarFeed, listCalendar } from '#collectors/calendar.ts';
import { PUBLIC } from '#core/actor.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** The public feed: whoever asks, only public entries, since a calendar keeps what it was given. */
export const GET: RequestHandler = (event) =>
	read({ locals: { ...event.locals, actor: PUBLIC } }, async (ctx) => {
		const year = ctx.collective.settings.year;
		const entries = await listCalendar(ctx, { from: `${String(year)}-01-01`, to: '2999-12-31' });
		const body = calendarFeed(entries, {
			name: `Agenda de ${ctx.collective.settings.name}`,
			baseUrl: event.url.origin,
			now: ctx.now
		});
		return new Response(body, {
			headers: {
				'content-type': 'text/calendar; charset=utf-8',
				'content-disposition': 'inline; filename="agenda.ics"',
				'cache-control': 'public, max-age=3600'
			}
		});
	});
