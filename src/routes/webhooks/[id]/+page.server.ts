import { redirect } from '@sveltejs/kit';
import { writableModules } from '#collectors/api/resources.ts';
import { freshOnce, ONCE } from '#core/server/once.ts';
import { webhookActs, webhookCircles } from '#core/webhooks.ts';
import { readWebhook } from '#modules/webhooks/server/log.ts';
import {
	removeWebhook,
	renewSecret,
	resumeWebhook,
	sendAgain,
	stopWebhook,
	tryWebhook
} from '#modules/webhooks/server/webhooks.ts';
import type { Doors } from '#web/doors.ts';
import { submit, textOf } from '#web/form.ts';
import { pageNumber } from '#core/page-number.ts';
import { read } from '#web/request.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _door = { GET: 'webhooks.manage', POST: 'webhooks.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const { webhook, deliveries, more, total } = await readWebhook(ctx, event.params.id, page);
		const names = new Map(writableModules().map(({ id, name }) => [id, name]));
		return {
			title: webhook.name,
			generation: webhook.generation,
			once: freshOnce(),
			changePath: `/webhooks/${webhook.id}/modifier`,
			address: webhook.address,
			modules: webhook.modules.map((id) => names.get(id) ?? id),
			acts: webhook.acts.map((act) => webhookActs[act].label),
			circle: webhookCircles[webhook.circle].label,
			createdAt: webhook.createdAt,
			createdBy: webhook.createdBy,
			acceptedAt: webhook.acceptedAt,
			stopped: webhook.stoppedAt && { at: webhook.stoppedAt, because: webhook.stoppedBecause },
			page,
			more,
			total,
			deliveries: deliveries.map(({ id, type, at, state, nextAt, history }) => ({
				id,
				type,
				at,
				state,
				nextAt: state === 'queued' && history.length > 0 ? nextAt : null,
				history: history.map((one) => ({
					id: one.id,
					at: one.at,
					status: one.status,
					said: one.said,
					answer: one.answer
				}))
			}))
		};
	});

/** Does one thing to the webhook, then shows it again. */
const doing = (work: typeof stopWebhook) => async (event: RequestEvent) => {
	const result = await submit(event, {}, (ctx) => work(ctx, event.params.id));
	if ('failure' in result) return result.failure;
	redirect(303, `/webhooks/${event.params.id}`);
};

export const actions = {
	essayer: doing(tryWebhook),
	arreter: doing(stopWebhook),
	reprendre: doing(resumeWebhook),
	renouveler: async (event) => {
		event.setHeaders({ 'cache-control': 'no-store' });
		const sent = await event.request.formData();
		const from = Number(textOf(sent, 'generation') || Number.NaN);
		const form = textOf(sent, ONCE);
		const result = await submit(event, {}, (ctx) =>
			renewSecret(ctx, event.params.id, { from, form })
		);
		return 'failure' in result ? result.failure : { secret: result.done };
	},
	renvoyer: async (event) => {
		const message = textOf(await event.request.formData(), 'message');
		const result = await submit(event, {}, (ctx) => sendAgain(ctx, event.params.id, message));
		if ('failure' in result) return result.failure;
		redirect(303, `/webhooks/${event.params.id}`);
	},
	retirer: async (event) => {
		const result = await submit(event, {}, (ctx) => removeWebhook(ctx, event.params.id));
		if ('failure' in result) return result.failure;
		redirect(303, '/webhooks');
	}
} satisfies Actions;
