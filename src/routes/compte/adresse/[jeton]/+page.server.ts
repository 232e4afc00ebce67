import { redirect } from '@sveltejs/kit';
import { confirmNewAddress, newAddressOf } from '#modules/accounts/server/own-identity.ts';
import type { Doors } from '#web/doors.ts';
import { read, write } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

/** Changes nothing: a program that reads mails may open the link before the person does. */
export const load: PageServerLoad = (event) => {
	event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	return read(event, async (ctx) => {
		const { to } = await newAddressOf(ctx, event.params.jeton);
		return { title: 'Confirmer mon adresse', email: to };
	});
};

export const actions: Actions = {
	default: async (event) => {
		await write(event, (ctx) => confirmNewAddress(ctx, event.params.jeton));
		redirect(303, '/compte');
	}
};
