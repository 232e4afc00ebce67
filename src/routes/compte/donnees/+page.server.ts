import { redirect } from '@sveltejs/kit';
import { purposeBlocks, textBlocks } from '#collectors/privacy/blocks.ts';
import { askRight, ownPage } from '#collectors/privacy/requests.ts';
import { showBlocks } from '#collectors/show.ts';
import { rights } from '#core/rights.ts';
import { submit, textOf } from '#web/form.ts';
import { refuseOtherEyes } from '#web/own-file.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) => {
	refuseOtherEyes(event.locals);
	return read(event, async (ctx) => {
		const { purposes, texts, ...own } = await ownPage(ctx);
		return {
			title: 'Mes données',
			...own,
			hasAccount: event.locals.signedIn !== null,
			rights: Object.values(rights),
			html: showBlocks([
				...purposeBlocks(purposes, { links: true }),
				...textBlocks(texts, { links: true, isOwn: true })
			])
		};
	});
};

export const actions: Actions = {
	demander: async (event) => {
		refuseOtherEyes(event.locals);
		const form = await event.request.formData();
		const typed = { droit: textOf(form, 'droit'), precisions: textOf(form, 'precisions') };
		const answer = await submit(event, typed, (ctx) =>
			askRight(ctx, { right: typed.droit, words: typed.precisions })
		);
		if ('failure' in answer) return answer.failure;
		redirect(303, '/compte/donnees#demandes');
	}
};
