import { navigationFor } from '#collectors/navigation.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
	const settings = locals.collective?.settings;
	const entries = navigationFor(locals.actor).map(({ label, path }) => ({ label, path }));
	const space =
		locals.actor.kind === 'public' ? [] : [{ label: 'Tableau de bord', path: '/tableau-de-bord' }];
	return {
		frame: {
			name: settings?.name ?? 'Fanal',
			caption: settings?.ptce ?? settings?.territory ?? 'coopération économique',
			navigation: [...space, ...entries, { label: 'Rapports', path: '/rapports' }].map((entry) => ({
				...entry,
				current: url.pathname === entry.path || url.pathname.startsWith(`${entry.path}/`)
			})),
			actor: locals.actor.kind === 'public' ? null : locals.actor.name,
			seeingAs: ('seeingAs' in locals.actor && locals.actor.seeingAs) || null,
			demonstration: settings?.demonstration === true
		}
	};
};
