import { redirect } from '@sveltejs/kit';
import { behalfChoices } from '#modules/accounts/behalf.ts';
import { actFor } from '#modules/accounts/server/session.ts';
import { hasPassword } from '#modules/accounts/server/password.ts';
import { listPasskeys } from '#modules/accounts/server/passkeys.ts';
import { readablePersonPath } from '#modules/network/index.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { read, write } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn, actor, collective } = accountOf(event);
	const ways = await read(event, async (ctx) => ({
		hasPassword: await hasPassword(ctx, signedIn.account),
		passkeys: (await listPasskeys(ctx, signedIn.account)).length,
		// Nobody is sent to a record that is closed to them, be it their own.
		sheetPath: actor.person ? await readablePersonPath(ctx, actor.person) : null
	}));
	return {
		title: 'Mon compte',
		name: actor.name,
		email: signedIn.email,
		rights: actor.grants.map((grant) => grant.because),
		choices: behalfChoices(collective, actor.grants),
		chosen: actor.onBehalfOf ? signedIn.onBehalfOf : null,
		hasSecondStep: signedIn.hasSecondStep,
		...ways
	};
};

export const actions: Actions = {
	pour: async (event) => {
		const { signedIn, actor, collective } = accountOf(event);
		const wanted = textOf(await event.request.formData(), 'pour');
		return answering({}, async () => {
			const chosen = behalfChoices(collective, actor.grants).find((one) => one.value === wanted);
			await write(event, (ctx) => actFor(ctx, signedIn, chosen?.value ?? null));
			redirect(303, '/compte');
		});
	}
};
