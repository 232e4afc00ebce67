import { error, redirect } from '@sveltejs/kit';
import { acceptInvitation, findInvitation } from '#modules/accounts/server/invitations.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const token = event.url.searchParams.get('jeton') ?? '';
	const found = await read(event, (ctx) => findInvitation(ctx, token));
	return {
		title: 'Invitation',
		token,
		collective: event.locals.collective?.settings.fullName ?? '',
		found: found && { name: found.name, email: found.email }
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { collective } = event.locals;
		if (!collective) error(404, 'Cette installation est vide.');
		const token = textOf(await event.request.formData(), 'jeton');
		return answering({}, async () => {
			const entry = await acceptInvitation(collective, visitorOf(event), token);
			giveCookies(event, entry.cookies);
			redirect(303, entry.state === 'in' ? '/compte' : '/connexion/code');
		});
	}
};
