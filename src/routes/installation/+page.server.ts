import { error, redirect } from '@sveltejs/kit';
import { install } from '#modules/accounts/server/installation.ts';
import { answering } from '#web/answering.ts';
import type { Doors } from '#web/doors.ts';
import { textOf } from '#web/form.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = ({ locals }) => {
	if (locals.collective) error(404, 'Cette installation est faite.');
	return { title: 'Installer Fanal' };
};

const FIELDS = [
	'nom',
	'nom_complet',
	'identifiant',
	'ptce',
	'territoire',
	'principale',
	'accent',
	'prenom',
	'nom_famille',
	'courriel',
	'equipe'
] as const;

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const typed = Object.fromEntries(FIELDS.map((field) => [field, textOf(form, field)]));
		const said = (field: (typeof FIELDS)[number]) => typed[field] ?? '';
		return answering(typed, async () => {
			const { entry } = await install(visitorOf(event), {
				code: textOf(form, 'code'),
				name: said('nom'),
				fullName: said('nom_complet'),
				slug: said('identifiant') || said('nom'),
				ptce: said('ptce'),
				territory: said('territoire'),
				main: said('principale'),
				accent: said('accent'),
				firstName: said('prenom'),
				lastName: said('nom_famille'),
				email: said('courriel'),
				isTeam: said('equipe') === 'oui'
			});
			giveCookies(event, entry.cookies);
			redirect(303, '/compte');
		});
	}
};
