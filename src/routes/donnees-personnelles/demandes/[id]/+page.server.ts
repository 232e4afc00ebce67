import { redirect } from '@sveltejs/kit';
import { answerRightRequest, requestPage } from '#collectors/privacy/requests.ts';
import { requestStates } from '#core/rights.ts';
import { submit, textOf } from '#web/form.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'privacy.manage', POST: 'privacy.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = await requestPage(ctx, event.params.id);
		return {
			title: `Demande de ${page.request.name}`,
			...page,
			states: Object.values(requestStates).filter((one) => one !== requestStates.received)
		};
	});

export const actions: Actions = {
	repondre: async (event) => {
		const form = await event.request.formData();
		const typed = { suite: textOf(form, 'suite'), reponse: textOf(form, 'reponse') };
		const answer = await submit(event, typed, (ctx) =>
			answerRightRequest(ctx, event.params.id, { state: typed.suite, answer: typed.reponse })
		);
		if ('failure' in answer) return answer.failure;
		redirect(303, '/donnees-personnelles/demandes');
	}
};
