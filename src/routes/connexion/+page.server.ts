import { readClock } from '#core/server/clock.ts';
import { cookieSecret } from '#core/server/secret.ts';
import { SESSION_COOKIE, sessionOptions, signDemonstration } from '#web/session.ts';
import { error, redirect } from '@sveltejs/kit';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ locals }) => ({
	title: 'Entrer',
	open: locals.collective?.settings.demonstration === true
});

export const actions: Actions = {
	default: ({ cookies, locals, url }) => {
		if (!locals.collective?.settings.demonstration)
			error(403, 'Cette entrée n’existe que dans la démonstration.');
		const value = signDemonstration('Équipe de démonstration', readClock(), cookieSecret());
		cookies.set(SESSION_COOKIE, value, sessionOptions(url.protocol === 'https:'));
		redirect(303, '/tableau-de-bord');
	}
};
