import { treatmentPage } from '#collectors/privacy/register.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, () => {
		const { title, lead, blocks } = treatmentPage(event.params.traitement);
		return Promise.resolve({
			title,
			lead,
			trail: [{ label: 'Données personnelles', path: '/donnees-personnelles' }],
			html: showBlocks(blocks)
		});
	});
