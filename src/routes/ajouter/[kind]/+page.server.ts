import { fail, redirect } from '@sveltejs/kit';
import { isRecordId } from '#core/ids.ts';
import { v7 as uuidv7 } from 'uuid';
import { additionPage, saveAddition } from '#collectors/editing/forms.ts';
import { ANOTHER } from '#collectors/editing/another.ts';
import { refuseSameAgain } from '#collectors/editing/same-again.ts';
import { typedReadBy } from '#collectors/editing/sentence.ts';
import { keepUploads } from '#collectors/editing/uploads.ts';
import { doneIn } from '#collectors/editing/whole-act.ts';
import { submit } from '#web/form.ts';
import { afterAddition } from '#web/way-back.ts';
import { textsWithFiles } from '#web/uploads.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The right to this kind is the command's to decide. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

/** The identifier of the record to come travels with its form: sent twice, it creates one record. */
export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		...(await additionPage(ctx, event.params.kind, Object.fromEntries(event.url.searchParams))),
		recordId: uuidv7()
	}));

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const { kind } = event.params;
		const sent = await textsWithFiles(event, form, (ctx, uploads) =>
			keepUploads(ctx, kind, uploads)
		);
		if ('failure' in sent) return sent.failure;
		const { record = '', [ANOTHER]: isAnother = '', ...texts } = sent.done;
		const id = isRecordId(record) ? record : uuidv7();
		const result = await submit(event, texts, async (ctx) => {
			if (!isAnother) await refuseSameAgain(ctx, kind, id, texts);
			const home = await saveAddition(ctx, kind, id, texts);
			return { home, done: await doneIn(ctx, { kind, id }) };
		});
		if ('failure' in result) {
			const readBy = await read(event, (ctx) => typedReadBy(ctx, kind, texts));
			return fail(422, { ...result.failure.data, readBy });
		}
		redirect(303, afterAddition(event.url, result.done.home.path, result.done.done));
	}
};
