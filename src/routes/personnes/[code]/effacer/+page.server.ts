import { redirect } from '@sveltejs/kit';
import { eraseConfirmed, previewErasure } from '#collectors/privacy/erase.ts';
import { SHOWN } from '#core/shown.ts';
import { submit, textOf } from '#web/form.ts';
import type { Doors } from '#web/doors.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'privacy.manage', POST: 'privacy.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const preview = await previewErasure(ctx, event.params.code);
		return {
			title: `Effacer ${preview.name}`,
			path: `/personnes/${event.params.code}`,
			preview
		};
	});

export const actions: Actions = {
	effacer: async (event) => {
		const form = await event.request.formData();
		const texts = form.getAll('texte').map(String);
		const typed = {
			nom: textOf(form, 'nom'),
			raison: textOf(form, 'raison'),
			textes: texts.join(' '),
			[SHOWN]: textOf(form, SHOWN)
		};
		const answer = await submit(event, typed, (ctx) =>
			eraseConfirmed(ctx, event.params.code, {
				name: typed.nom,
				reason: typed.raison,
				texts,
				shown: typed[SHOWN]
			})
		);
		if ('failure' in answer) return answer.failure;
		redirect(303, `/donnees-personnelles/demandes?efface=${answer.done}`);
	}
};
