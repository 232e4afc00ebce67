import { requestsPage } from '#collectors/privacy/requests.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'privacy.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Demandes sur les données personnelles',
		...(await requestsPage(ctx))
	}));
