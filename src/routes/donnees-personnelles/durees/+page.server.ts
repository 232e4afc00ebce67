import { redirect } from '@sveltejs/kit';
import { resumeTerm, suspendTerm, termsPage } from '#collectors/privacy/terms.ts';
import { submit, textOf } from '#web/form.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'privacy.manage', POST: 'privacy.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Durées de conservation',
		...(await termsPage(ctx))
	}));

export const actions: Actions = {
	suspendre: async (event) => {
		const form = await event.request.formData();
		const typed = { duree: textOf(form, 'duree'), raison: textOf(form, 'raison') };
		const answer = await submit(event, typed, (ctx) => suspendTerm(ctx, typed.duree, typed.raison));
		if ('failure' in answer) return answer.failure;
		redirect(303, '/donnees-personnelles/durees');
	},
	reprendre: async (event) => {
		const hold = textOf(await event.request.formData(), 'suspension');
		const answer = await submit(event, {}, (ctx) => resumeTerm(ctx, hold));
		if ('failure' in answer) return answer.failure;
		redirect(303, '/donnees-personnelles/durees');
	}
};
