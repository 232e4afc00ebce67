import { redirect } from '@sveltejs/kit';
import { mailCategories } from '#core/mail.ts';
import { abandonMail, getMail, openSecret, retryMail } from '#modules/mail/server/outbox.ts';
import { submit } from '#web/form.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _door = { GET: 'mail.read', POST: 'mail.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { mail, steps, text, action, hiddenLink, may } = await getMail(ctx, event.params.id);
		return {
			title: mail.subject,
			to: mail.isReserved
				? { name: null, address: 'Réservé à qui lit la fiche' }
				: { name: mail.toName, address: mail.toAddress },
			category: mailCategories[mail.category].label,
			state: mail.state,
			writtenBy: mail.createdBy,
			at: mail.createdAt,
			nextAt: mail.nextAt && mail.tries > 0 ? mail.nextAt : null,
			messageId: mail.messageId,
			text,
			action,
			hiddenLink,
			may,
			steps: steps.map((step) => ({
				id: step.id,
				state: step.state,
				said: step.said,
				answer: step.answer,
				actor: step.actor,
				at: step.at
			}))
		};
	});

/** Does one thing to the mail, then shows it again. */
const doing = (work: typeof retryMail) => async (event: RequestEvent) => {
	const result = await submit(event, {}, (ctx) => work(ctx, event.params.id));
	if ('failure' in result) return result.failure;
	redirect(303, `/courriels/${event.params.id}`);
};

export const actions = {
	reessayer: doing(retryMail),
	abandonner: doing(abandonMail),
	montrer: async (event) => {
		event.setHeaders({ 'cache-control': 'no-store' });
		const result = await submit(event, {}, (ctx) => openSecret(ctx, event.params.id));
		if ('failure' in result) return result.failure;
		const { label, path } = result.done;
		return { link: { label, url: new URL(path, event.url).href } };
	}
} satisfies Actions;
