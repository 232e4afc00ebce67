import { redirect } from '@sveltejs/kit';
import { decide } from '#core/actor.ts';
import { mailCategories, mailStates, type MailCategory, type MailState } from '#core/mail.ts';
import { fromWord } from '#core/vocabulary.ts';
import { mailsLeave } from '#core/server/mail/settings.ts';
import { countMails, listMails } from '#modules/mail/server/outbox.ts';
import { listStopped, startAgain } from '#modules/mail/server/stops.ts';
import { submit, textOf } from '#web/form.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'mail.read', POST: 'mail.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const wanted = (name: string) => event.url.searchParams.get(name) ?? '';
		const state: MailState | null = fromWord(mailStates, wanted('etat')) ?? null;
		const category: MailCategory | null = fromWord(mailCategories, wanted('sorte')) ?? null;
		const page = pageNumber(event.url.searchParams);
		const [list, counts] = [await listMails(ctx, { state, category, page }), await countMails(ctx)];
		const choice = <K extends string>(
			words: Record<K, { word: string; label: string }>,
			chosen: K | null
		) =>
			(Object.keys(words) as K[]).map((key) => ({
				word: words[key].word,
				label: words[key].label,
				chosen: key === chosen
			})); // keys of that very list
		return {
			title: 'Courriels',
			sends: mailsLeave(ctx.collective),
			waiting: (counts.get('queued') ?? 0) + (counts.get('sending') ?? 0),
			refused: counts.get('refused') ?? 0,
			mayManage: decide(ctx.actor, { permission: 'mail.manage' }).allowed,
			stopped: await listStopped(ctx),
			states: choice(mailStates, state),
			categories: choice(mailCategories, category),
			page,
			more: list.more,
			mails: list.mails.map((mail) => ({
				id: mail.id,
				subject: mail.subject,
				to: mail.isReserved ? 'Réservé à qui lit la fiche' : (mail.toName ?? mail.toAddress),
				category: mailCategories[mail.category].label,
				state: mail.state,
				at: mail.createdAt
			}))
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const result = await submit(event, {}, (ctx) => startAgain(ctx, textOf(form, 'mail')));
		if ('failure' in result) return result.failure;
		redirect(303, '/courriels');
	}
};
