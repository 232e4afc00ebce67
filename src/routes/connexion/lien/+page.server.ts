import { error, redirect } from '@sveltejs/kit';
import { pathOnSite } from '#web/way-back.ts';
import { enterByLink } from '#modules/accounts/server/enter.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

/** Uses nothing up: a program that reads mails may open the link before the person does. */
export const load: PageServerLoad = ({ url }) => ({
	title: 'Entrer',
	token: url.searchParams.get('jeton') ?? '',
	back: pathOnSite(url.searchParams.get('retour'), '/compte')
});

export const actions: Actions = {
	default: async (event) => {
		const { collective } = event.locals;
		if (!collective) error(404, 'Cette installation est vide.');
		const form = await event.request.formData();
		const back = pathOnSite(textOf(form, 'retour'), '/compte');
		return answering({}, async () => {
			const entry = await enterByLink(collective, visitorOf(event), textOf(form, 'jeton'));
			giveCookies(event, entry.cookies);
			redirect(
				303,
				entry.state === 'in' ? back : `/connexion/code?retour=${encodeURIComponent(back)}`
			);
		});
	}
};
