import { redirect } from '@sveltejs/kit';
import { writableModules } from '#collectors/api/resources.ts';
import { webhookActs, webhookCircles } from '#core/webhooks.ts';
import { changeWebhook, getWebhook } from '#modules/webhooks/server/webhooks.ts';
import type { Doors } from '#web/doors.ts';
import { submit } from '#web/form.ts';
import { read } from '#web/request.ts';
import { typedWebhook, writtenWebhook } from '../../typed-webhook.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'webhooks.manage', POST: 'webhooks.manage' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const webhook = await getWebhook(ctx, event.params.id);
		return {
			title: `Modifier : ${webhook.name}`,
			name: webhook.name,
			path: `/webhooks/${webhook.id}`,
			written: writtenWebhook(webhook),
			modules: writableModules(),
			acts: Object.entries(webhookActs).map(([id, { label }]) => ({ id, label })),
			circles: Object.entries(webhookCircles).map(([id, { label }]) => ({ id, label }))
		};
	});

export const actions = {
	default: async (event) => {
		const { typed, input } = typedWebhook(await event.request.formData());
		const known = writableModules().map(({ id }) => id);
		const result = await submit(event, typed, (ctx) =>
			changeWebhook(ctx, event.params.id, input, known)
		);
		if ('failure' in result) return result.failure;
		redirect(303, `/webhooks/${event.params.id}`);
	}
} satisfies Actions;
