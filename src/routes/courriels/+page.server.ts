import { mailCategories, mailStates, type MailCategory, type MailState } from '#core/mail.ts';
import { fromWord } from '#core/vocabulary.ts';
import { smtpSettings } from '#core/server/mail/settings.ts';
import { countMails, listMails } from '#modules/mail/server/outbox.ts';
import { pageNumber } from '#web/page-number.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'mail.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const wanted = (name: string) => event.url.searchParams.get(name) ?? '';
		const state: MailState | null = fromWord(mailStates, wanted('etat')) ?? null;
		const category: MailCategory | null = fromWord(mailCategories, wanted('sorte')) ?? null;
		const page = pageNumber(event.url);
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
			sends: smtpSettings() !== null && ctx.collective.settings.demonstration !== true,
			waiting: (counts.get('queued') ?? 0) + (counts.get('sending') ?? 0),
			refused: counts.get('refused') ?? 0,
			states: choice(mailStates, state),
			categories: choice(mailCategories, category),
			page,
			more: list.more,
			mails: list.mails.map((mail) => ({
				id: mail.id,
				subject: mail.subject,
				to: mail.toName ?? mail.toAddress,
				category: mailCategories[mail.category].label,
				state: mail.state,
				at: mail.createdAt
			}))
		};
	});
