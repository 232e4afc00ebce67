import type { Doors } from '#web/doors.ts';
import { reasonOf, wayBackOf } from '#web/refusal.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** What the hook shows, with a 403, in place of a page that the policy keeps shut. */
export const load: PageServerLoad = ({ request, locals }) => ({
	title: 'Accès réservé',
	because: reasonOf(request),
	signIn:
		locals.actor.kind === 'public'
			? `/connexion?retour=${encodeURIComponent(wayBackOf(request))}`
			: null
});
