import { listWorkshops } from '#modules/inclusion/server/queries.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'inclusion.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const workshops = await listWorkshops(ctx);
		return {
			title: 'Ateliers d’insertion',
			lead: 'Des nombres par période, jamais le nom d’un participant.',
			trail: [],
			html: await showSheet(
				ctx,
				event.url,
				workshops.length === 0
					? [{ kind: 'notice', tone: 'waiting', text: 'Aucun atelier. Importez ateliers.csv.' }]
					: [
							{
								kind: 'list',
								items: workshops.map((one) => ({
									content: [
										{ text: one.name, href: one.path },
										one.people ? ` — ${one.people}` : ''
									].filter((run) => run !== '')
								}))
							}
						]
			)
		};
	});
