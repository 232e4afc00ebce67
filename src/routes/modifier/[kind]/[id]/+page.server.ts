import { fail, redirect } from '@sveltejs/kit';
import { changePage, saveChange } from '#collectors/editing/forms.ts';
import { typedReadBy } from '#collectors/editing/sentence.ts';
import { keepUploads } from '#collectors/editing/uploads.ts';
import { doneIn } from '#collectors/editing/whole-act.ts';
import { submit } from '#web/form.ts';
import { afterChange } from '#web/way-back.ts';
import { textsWithFiles } from '#web/uploads.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The right to this record, and to this kind, is the command's to decide. */
export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, (ctx) =>
		changePage(ctx, event.params.kind, event.params.id, Object.fromEntries(event.url.searchParams))
	);

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const { kind, id } = event.params;
		const sent = await textsWithFiles(event, form, (ctx, uploads) =>
			keepUploads(ctx, kind, uploads)
		);
		if ('failure' in sent) return sent.failure;
		const { version, ...texts } = sent.done;
		const result = await submit(event, texts, async (ctx) => {
			const home = await saveChange(ctx, kind, id, texts, Number(version));
			return { home, done: await doneIn(ctx) };
		});
		if ('failure' in result) {
			const readBy = await read(event, (ctx) => typedReadBy(ctx, kind, texts, id));
			return fail(422, { ...result.failure.data, readBy });
		}
		redirect(303, afterChange(event.url, result.done.home.path, result.done.done));
	}
};
