import { erasureDone } from '#collectors/privacy/erase.ts';
import { requestsPage } from '#collectors/privacy/requests.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'privacy.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Demandes sur les données personnelles',
		/** What the erasure that leads here did. */
		done: await erasureDone(ctx, event.url.searchParams.get('efface') ?? ''),
		...(await requestsPage(ctx))
	}));
