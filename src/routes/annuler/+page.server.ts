import { redirect } from '@sveltejs/kit';
import { undoAct } from '#collectors/editing/history.ts';
import { undoWhole } from '#collectors/editing/whole-act.ts';
import { afterAct } from '#web/way-back.ts';
import { submit, textOf } from '#web/form.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The right to the record that the act is about is the command's to decide. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = () => ({ title: 'Annuler' });

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, {}, async (ctx) => {
			const line = textOf(form, 'line');
			return line ? undoAct(ctx, line) : undoWhole(ctx, textOf(form, 'act'));
		});
		if ('failure' in result) return result.failure;
		const { path, isNarrower } = result.done;
		redirect(303, afterAct(path, isNarrower ? 'undone-narrower' : 'undone'));
	}
};
