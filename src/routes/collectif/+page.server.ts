import { redirect } from '@sveltejs/kit';
import {
	changeCollective,
	COLLECTIVE_FIELDS,
	collectiveForm,
	type CollectiveForm
} from '#modules/accounts/server/collective.ts';
import type { Doors } from '#web/doors.ts';
import { submit, textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'accounts.describe', POST: 'accounts.describe' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, (ctx) =>
		Promise.resolve({
			title: 'Le collectif',
			isSaved: event.url.searchParams.has('fait'),
			code: ctx.collective.code,
			...collectiveForm(ctx)
		})
	);

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		// One text per field of the form, absent ones empty.
		const typed = Object.fromEntries(
			COLLECTIVE_FIELDS.map((field) => [field, textOf(form, field)])
		) as CollectiveForm;
		const result = await submit(event, typed, (ctx) =>
			changeCollective(ctx, typed, textOf(form, 'vu'))
		);
		if ('failure' in result) return result.failure;
		redirect(303, '/collectif?fait');
	}
};
