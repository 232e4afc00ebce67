import { showBlocks } from '#collectors/show.ts';
import { modules } from '#modules/all.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = () => ({
	title: 'Plan du site',
	lead: null,
	trail: [],
	html: showBlocks([
		{
			kind: 'list',
			items: [
				{ content: { text: 'Accueil', href: '/' } },
				...modules.map((one) => ({
					content: [{ text: one.name, href: one.path }, ` — ${one.sentence}`]
				})),
				{ content: { text: 'Agenda', href: '/agenda' } },
				{ content: { text: 'Les chiffres', href: '/chiffres' } },
				{ content: { text: 'Recherche', href: '/recherche' } }
			]
		}
	])
});
