import { redirect } from '@sveltejs/kit';
import { doneIn } from '#collectors/editing/whole-act.ts';
import { publicationOf, publishRecord } from '#collectors/editing/publishing.ts';
import { SHOWN } from '#core/shown.ts';
import { submit, textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { afterAct } from '#web/way-back.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The right to this record is the command's to decide. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const publication = await publicationOf(ctx, event.params.kind, event.params.id);
		return {
			title: publication.isRest ? 'Publier le reste' : 'Publier',
			...publication
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const { kind, id } = event.params;
		const form = await event.request.formData();
		const sent = {
			readers: String(form.get('lecteurs') ?? ''),
			parts: form.getAll('avec').flatMap((one) => String(one).split(' | ')),
			shown: textOf(form, SHOWN)
		};
		const typed = {
			lecteurs: sent.readers,
			avec: sent.parts.join(' | '),
			[SHOWN]: sent.shown
		};
		const result = await submit(event, typed, async (ctx) => {
			const home = await publishRecord(ctx, kind, id, sent);
			return { home, done: await doneIn(ctx) };
		});
		if ('failure' in result) return result.failure;
		redirect(303, afterAct(result.done.home.path, result.done.done));
	}
};
