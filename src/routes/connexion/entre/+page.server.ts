import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Where one comes in while a text waits in another tab. */
export const load: PageServerLoad = ({ locals }) => ({
	title: locals.actor.kind === 'public' ? 'Entrer' : 'Vous êtes entré',
	isIn: locals.actor.kind !== 'public'
});
