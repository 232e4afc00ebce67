import { redirect } from '@sveltejs/kit';
import { signOut } from '#modules/accounts/server/session.ts';
import type { Doors } from '#web/doors.ts';
import { hostCookie } from '#web/host-cookie.ts';
import { giveEyesBack } from '#web/see-as.ts';
import { SESSION_COOKIE } from '#web/session.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = () => ({ title: 'Sortir' });

export const actions: Actions = {
	default: async (event) => {
		const { collective, signedIn } = event.locals;
		if (collective && signedIn) giveCookies(event, await signOut(collective, visitorOf(event)));
		event.cookies.delete(hostCookie(SESSION_COOKIE, event.url), {
			path: '/',
			secure: event.url.protocol === 'https:'
		});
		giveEyesBack(event);
		redirect(303, '/');
	}
};
