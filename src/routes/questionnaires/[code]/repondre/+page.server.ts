import { redirect } from '@sveltejs/kit';
import { v7 as uuidv7 } from 'uuid';
import { isRecordId } from '#core/ids.ts';
import { fill, formToFill, respondentOf } from '#modules/questionnaires/server/answering.ts';
import { submit, textsOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which questionnaires one answers is the policy of each to say. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

/** The identifier of the answer to come travels with the form: sent twice, it is one answer. */
export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const who = await respondentOf(ctx);
		const { of, fields, isAnswered, isDone } = await formToFill(
			ctx,
			{ code: event.params.code },
			who
		);
		return {
			title: 'Répondre',
			lead: of.sentence,
			of: { title: of.title, path: of.path },
			fields,
			isAnswered,
			isDone,
			hasArrived: event.url.searchParams.has('merci'),
			sheet: uuidv7()
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const texts = textsOf(await event.request.formData());
		const sheet = texts['sheet'] ?? '';
		const { code } = event.params;
		const result = await submit(event, texts, async (ctx) =>
			fill(ctx, { code }, await respondentOf(ctx), {
				sheetId: isRecordId(sheet) ? sheet : uuidv7(),
				texts
			})
		);
		if ('failure' in result) return result.failure;
		redirect(303, `/questionnaires/${code}/repondre?merci`);
	}
};
