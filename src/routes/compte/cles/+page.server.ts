import { redirect } from '@sveltejs/kit';
import { listPasskeys, removePasskey } from '#modules/accounts/server/passkeys.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { read, write } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn } = accountOf(event);
	return {
		title: 'Mes clés d’accès',
		passkeys: await read(event, (ctx) => listPasskeys(ctx, signedIn.account))
	};
};

export const actions: Actions = {
	retirer: async (event) => {
		const { signedIn } = accountOf(event);
		const id = textOf(await event.request.formData(), 'cle');
		return answering({}, async () => {
			await write(event, (ctx) => removePasskey(ctx, signedIn, id));
			redirect(303, '/compte/cles');
		});
	}
};
