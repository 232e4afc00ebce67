import { redirect } from '@sveltejs/kit';
import { listRhythms, saveRhythms } from '#collectors/mail/choices.ts';
import { rhythms } from '#core/rhythms.ts';
import { findStop } from '#core/server/mail/stops.ts';
import { startOwnAgain } from '#modules/mail/server/stops.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { submit, textsOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) => {
	const { actor, signedIn } = accountOf(event);
	return read(event, async (ctx) => ({
		title: 'Mes courriels',
		address: signedIn.email,
		stop: await findStop(ctx, signedIn.email),
		isSaved: event.url.searchParams.has('garde'),
		lists: await listRhythms(ctx, actor),
		rhythms: Object.values(rhythms)
	}));
};

export const actions: Actions = {
	reprendre: async (event) => {
		const { signedIn } = accountOf(event);
		const result = await submit(event, {}, (ctx) => startOwnAgain(ctx, signedIn.email));
		if ('failure' in result) return result.failure;
		redirect(303, '/compte/courriels?garde');
	},
	garder: async (event) => {
		const { actor } = accountOf(event);
		const typed = textsOf(await event.request.formData());
		const result = await submit(event, typed, (ctx) => saveRhythms(ctx, actor, typed));
		if ('failure' in result) return result.failure;
		redirect(303, '/compte/courriels?garde');
	}
};
