import { historyPage } from '#collectors/editing/history.ts';
import { readersOf } from '#collectors/privacy/openings.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

/** The right to this record is the query's to decide. */
export const _door = { GET: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const history = await historyPage(ctx, event.params.kind, event.params.id, page);
		return {
			title: `Historique : ${history.home.title}`,
			...history,
			page,
			readers: await readersOf(ctx, {
				kind: event.params.kind,
				recordId: event.params.id,
				audience: history.audience
			}),
			acts: history.acts.map((act) => ({ ...act, when: MOMENT.format(new Date(act.at)) }))
		};
	});

const MOMENT = new Intl.DateTimeFormat('fr', {
	dateStyle: 'long',
	timeStyle: 'short',
	timeZone: 'Europe/Paris'
});
