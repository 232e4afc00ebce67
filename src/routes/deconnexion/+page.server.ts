import { SESSION_COOKIE } from '#web/session.ts';
import { redirect } from '@sveltejs/kit';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = () => ({ title: 'Sortir' });

export const actions: Actions = {
	default: ({ cookies }) => {
		cookies.delete(SESSION_COOKIE, { path: '/' });
		redirect(303, '/');
	}
};
