import { error, redirect } from '@sveltejs/kit';
import { pathOnSite } from '#web/way-back.ts';
import { enterByCode, isChallenged } from '#modules/accounts/server/enter.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { collective } = event.locals;
	if (!collective || !(await isChallenged(collective, visitorOf(event))))
		redirect(303, '/connexion');
	return {
		title: 'Double vérification',
		back: pathOnSite(event.url.searchParams.get('retour'), '/compte')
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { collective } = event.locals;
		if (!collective) error(404, 'Cette installation est vide.');
		const form = await event.request.formData();
		return answering({}, async () => {
			const entry = await enterByCode(collective, visitorOf(event), textOf(form, 'code'));
			giveCookies(event, entry.cookies);
			redirect(303, pathOnSite(textOf(form, 'retour'), '/compte'));
		});
	}
};
