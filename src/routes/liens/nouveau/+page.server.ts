import { lendToGuest, loanOf } from '#collectors/lend.ts';
import { LENT_ALREADY } from '#collectors/lent-already.ts';
import { mailsLeave } from '#core/server/mail/settings.ts';
import { freshOnce, ONCE } from '#core/server/once.ts';
import { SHOWN } from '#core/shown.ts';
import { USUAL_DAYS } from '#modules/access/rules.ts';
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
		return {
			title: 'Prêter un lien',
			...(await loanOf(ctx, thingOf(event.url))),
			days: String(USUAL_DAYS),
			sends: mailsLeave(ctx.collective),
			once: freshOnce()
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, textsOf(form), (ctx) =>
			lendToGuest(
				ctx,
				thingOf(event.url),
				{
					guest: textOf(form, 'guest'),
					days: Number(textOf(form, 'days') || Number.NaN),
					asks: textOf(form, 'asks'),
					address: textOf(form, 'email'),
					isAnother: textOf(form, LENT_ALREADY) !== '',
					shown: textOf(form, SHOWN)
				},
				textOf(form, ONCE)
			)
		);
		if ('failure' in result) return result.failure;
		// Shown to this form alone: neither a cache nor the page of links keeps it.
		event.setHeaders({ 'cache-control': 'no-store' });
		const { path, isMailed } = result.done;
		return {
			lent: { link: new URL(path, event.url).href, isMailed, guest: textOf(form, 'guest') }
		};
	}
};
