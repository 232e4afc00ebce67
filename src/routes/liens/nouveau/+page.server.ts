import { redirect } from '@sveltejs/kit';
import { thingToLend } from '#collectors/guests.ts';
import { queueMail } from '#core/server/mail.ts';
import { USUAL_DAYS } from '#modules/access/rules.ts';
import { letterTo } from '#modules/access/letter.ts';
import { lendLink } from '#modules/access/server/links.ts';
import { submit, textOf, textsOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'access.lend', POST: 'access.lend' } satisfies Doors;

const thingOf = (url: URL) => ({
	kind: url.searchParams.get('sorte') ?? '',
	recordId: url.searchParams.get('fiche') ?? ''
});

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const thing = await thingToLend(ctx, thingOf(event.url));
		return { title: 'Prêter un lien', thing, days: String(USUAL_DAYS) };
	});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, textsOf(form), async (ctx) => {
			const thing = thingOf(event.url);
			const { title } = await thingToLend(ctx, thing);
			const days = Number(textOf(form, 'days') || Number.NaN);
			const link = { ...thing, guest: textOf(form, 'guest'), days, asks: textOf(form, 'asks') };
			const path = await lendLink(ctx, link);
			const address = textOf(form, 'email');
			if (address) await queueMail(ctx, letterTo(ctx, { ...link, title, path, address }));
			return path;
		});
		if ('failure' in result) return result.failure;
		redirect(303, '/liens');
	}
};
