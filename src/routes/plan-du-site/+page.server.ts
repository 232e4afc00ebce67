import { menuFor } from '#collectors/navigation.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ locals, url }) => {
	const menu = menuFor(locals.actor, url.pathname);
	return {
		title: 'Plan du site',
		groups: [
			...menu.flatMap((item) => ('entries' in item ? [item] : [])),
			{
				id: 'site',
				label: 'Partout',
				entries: [
					{ label: 'Accueil', path: '/' },
					...menu.flatMap((item) => ('entries' in item ? [] : [item])),
					{ label: 'Recherche', path: '/recherche' },
					{ label: 'Accessibilité', path: '/accessibilite' },
					{ label: 'Données personnelles', path: '/donnees-personnelles' },
					{ label: 'Mentions légales', path: '/mentions-legales' }
				]
			}
		]
	};
};
