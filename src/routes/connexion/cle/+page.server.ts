import { pathOnSite } from '#web/way-back.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ url }) => ({
	title: 'Entrer par une clé',
	back: pathOnSite(url.searchParams.get('retour'), '/compte')
});
