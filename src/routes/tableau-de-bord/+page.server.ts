import { listAround } from '#collectors/calendar.ts';
import { listActs, listWaiting } from '#collectors/feed.ts';
import { spokenInstant } from '#ui/dated.ts';
import { readCurrent } from '#web/request.ts';
import { opens, type Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'signedIn' } satisfies Doors;

const DATES = 8;
/** Things shown for each reason; the page of what waits shows the others. */
const SHOWN = 3;
const ACTS = 5;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const waiting = await listWaiting(ctx);
		return {
			title: 'Tableau de bord',
			...(await listAround(ctx, DATES)),
			waiting: waiting.map(({ items, ...reason }) => ({
				...reason,
				isCut: items.length > SHOWN,
				items: items.slice(0, SHOWN)
			})),
			mayDoubt: await opens(event.locals.actor, '/doutes'),
			mayImport: await opens(event.locals.actor, '/imports'),
			acts: (await listActs(ctx, ACTS)).map((act) => ({
				...act,
				at: spokenInstant(act.at)
			}))
		};
	});
