import { error, redirect } from '@sveltejs/kit';
import { Refused, type Refusal } from '#core/errors.ts';
import { slugOf } from '#core/words.ts';
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

/** The identifier never changes: nobody gets one that they have not read. */
const slugShown = (slug: string): Refusal => ({
	code: 'slug-shown',
	field: 'identifiant',
	message: slug
		? `Ce sera « ${slug} » : relisez-le, puis envoyez de nouveau. Un dossier d’import devra porter le même.`
		: 'Écrivez un identifiant : des lettres sans accent, des chiffres, des tirets.'
});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const typed = Object.fromEntries(FIELDS.map((field) => [field, textOf(form, field)]));
		const said = (field: (typeof FIELDS)[number]) => typed[field] ?? '';
		return answering(typed, async () => {
			const proposed = slugOf(said('identifiant') || said('nom'));
			if (proposed !== said('identifiant')) {
				typed['identifiant'] = proposed;
				throw new Refused('invalid', [slugShown(proposed)]);
			}
			const { entry } = await install(visitorOf(event), {
				code: textOf(form, 'code'),
				name: said('nom'),
				fullName: said('nom_complet'),
				slug: said('identifiant'),
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
