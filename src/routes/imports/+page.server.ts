import { importHistory } from '#collectors/import/history.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'space.imports' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Les imports',
		lead: 'Ce qui est entré par un dossier, et quand.',
		trail: [{ label: 'Tableau de bord', path: '/tableau-de-bord' }],
		html: showBlocks(await importHistory(ctx))
	}));
