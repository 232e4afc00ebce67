import { redirect } from '@sveltejs/kit';
import { answerOpenness, listOpenKinds } from '#collectors/openness.ts';
import { SHOWN } from '#core/shown.ts';
import { submit, textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _door = { GET: 'access.explain', POST: 'access.explain' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Ce que tout le monde lit',
		open: await listOpenKinds(ctx)
	}));

export const actions: Actions = {
	garder: (event) => answer(event, 'kept'),
	refermer: (event) => answer(event, 'closed')
};

async function answer(event: RequestEvent, said: 'kept' | 'closed') {
	const form = await event.request.formData();
	const kind = textOf(form, 'sorte');
	const result = await submit(event, { sorte: kind }, (ctx) =>
		answerOpenness(ctx, kind, said, textOf(form, SHOWN))
	);
	if ('failure' in result) return result.failure;
	redirect(303, '/ouverture');
}
