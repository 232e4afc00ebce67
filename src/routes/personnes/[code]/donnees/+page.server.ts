import { redirect } from '@sveltejs/kit';
import { purposeBlocks, textBlocks } from '#collectors/privacy/blocks.ts';
import { askRightFor, behalfPage } from '#collectors/privacy/requests.ts';
import { showBlocks } from '#collectors/show.ts';
import { rights } from '#core/rights.ts';
import { submit, textOf } from '#web/form.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'privacy.manage', POST: 'privacy.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { purposes, texts, ...own } = await behalfPage(ctx, event.params.code);
		return {
			title: `Données sur ${own.name}`,
			...own,
			path: `/personnes/${event.params.code}`,
			rights: Object.values(rights),
			html: showBlocks([
				...purposeBlocks(purposes, { links: true }),
				...textBlocks(texts, { links: true, isOwn: false })
			])
		};
	});

export const actions: Actions = {
	demander: async (event) => {
		const form = await event.request.formData();
		const typed = {
			droit: textOf(form, 'droit'),
			precisions: textOf(form, 'precisions'),
			identite: textOf(form, 'identite'),
			courriel: textOf(form, 'courriel')
		};
		const answer = await submit(event, typed, (ctx) =>
			askRightFor(ctx, event.params.code, {
				right: typed.droit,
				words: typed.precisions,
				identity: typed.identite,
				address: typed.courriel
			})
		);
		if ('failure' in answer) return answer.failure;
		redirect(303, `/personnes/${event.params.code}/donnees#demandes`);
	}
};
