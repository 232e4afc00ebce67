import { writableModules } from '#collectors/api/resources.ts';
import { freshOnce, ONCE } from '#core/server/once.ts';
import { webhookActs, webhookCircles } from '#core/webhooks.ts';
import { listWebhooks } from '#modules/webhooks/server/log.ts';
import { addWebhook } from '#modules/webhooks/server/webhooks.ts';
import type { Doors } from '#web/doors.ts';
import { submit, textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { typedWebhook } from './typed-webhook.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'webhooks.manage', POST: 'webhooks.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Webhooks',
		once: freshOnce(),
		demonstration: ctx.collective.settings.demonstration === true,
		modules: writableModules(),
		acts: Object.entries(webhookActs).map(([id, { label }]) => ({ id, label })),
		circles: Object.entries(webhookCircles).map(([id, { label }]) => ({ id, label })),
		webhooks: (await listWebhooks(ctx)).map(
			({ id, name, address, stoppedAt, acceptedAt, waiting, failed }) => ({
				id,
				name,
				machine: new URL(address).host,
				stopped: stoppedAt !== null,
				acceptedAt,
				waiting,
				failed
			})
		)
	}));

export const actions = {
	/** The secret is in this answer, and nowhere else: only the same form sent again shows it. */
	ajouter: async (event) => {
		const form = await event.request.formData();
		const { typed, input } = typedWebhook(form);
		event.setHeaders({ 'cache-control': 'no-store' });
		const known = writableModules().map(({ id }) => id);
		const result = await submit(event, typed, (ctx) =>
			addWebhook(ctx, input, known, textOf(form, ONCE))
		);
		if ('failure' in result) return result.failure;
		return { made: { ...result.done, name: input.name } };
	}
} satisfies Actions;
