import { and, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { authorise } from '#core/server/permissions.ts';
import { destinationRefusal, privateMachines } from '#core/server/webhooks/destinations.ts';
import { queueDeliveries, WEBHOOK, type Webhook } from '#core/server/webhooks/queue.ts';
import { fingerprintOf, secretOf } from '#core/server/webhooks/secrets.ts';
import { webhookDelivery, webhookTable } from '#core/server/webhooks/tables.ts';
import {
	TRIAL,
	webhookActs,
	webhookCircles,
	type WebhookAct,
	type WebhookCircle
} from '#core/webhooks.ts';
import { webhookRefusals, type WebhookInput } from '../rules.ts';

export const MANAGE = 'webhooks.manage';

/**
 * Makes a webhook. Returns its identifier and its secret, shown for the only time. Refuses (422) an address that no message can
 * go to, or what is chosen outside what is proposed.
 * @param modules those that keep records
 */
export async function addWebhook(
	ctx: Context,
	input: WebhookInput,
	modules: string[]
): Promise<{ id: string; secret: string }> {
	authorise(ctx, MANAGE);
	const [total] = await ctx.db.select({ count: count() }).from(webhookTable);
	const chosen = choicesIn(input, modules, total?.count ?? 0);
	const id = uuidv7();
	const secret = secretOf(ctx.collective.code, { id, generation: 1 });
	await ctx.db.insert(webhookTable).values({
		id,
		...chosen,
		fingerprint: fingerprintOf(secret),
		createdAt: ctx.now,
		createdBy: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name
	});
	await note(ctx, 'webhook.made', { id, name: chosen.name }, { address: chosen.address });
	return { id, secret };
}

/**
 * Changes what a webhook tells, and where. Its secret stays, and so does what waits: it goes to the new address. Refuses (422) as
 * `addWebhook` does.
 */
export async function changeWebhook(
	ctx: Context,
	id: string,
	input: WebhookInput,
	modules: string[]
): Promise<void> {
	const webhook = await getWebhook(ctx, id);
	const chosen = choicesIn(input, modules, 0);
	// A rest was given to the former address.
	await ctx.db
		.update(webhookTable)
		.set({ ...chosen, restUntil: null })
		.where(eq(webhookTable.id, id));
	await note(
		ctx,
		'webhook.changed',
		{ id, name: chosen.name },
		{
			address: chosen.address,
			...(webhook.address === chosen.address ? {} : { formerAddress: webhook.address })
		}
	);
	ctx.touched.set(WEBHOOK, new Set([id]));
}

/** What was chosen, checked. */
function choicesIn(input: WebhookInput, modules: string[], others: number) {
	const address = input.address.trim();
	const refusals = webhookRefusals(input, {
		modules,
		acts: Object.keys(webhookActs),
		circles: Object.keys(webhookCircles),
		count: others,
		refusal: destinationRefusal(address, privateMachines())
	});
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	return {
		name: input.name.trim(),
		address,
		modules: [...new Set(input.modules)].sort(),
		acts: [...new Set(input.acts)] as WebhookAct[], // checked above
		circle: input.circle as WebhookCircle // checked above
	};
}

/** Gives the webhook another secret, and returns it; for a day, messages are signed with both. */
export async function renewSecret(ctx: Context, id: string): Promise<string> {
	const webhook = await getWebhook(ctx, id);
	const generation = webhook.generation + 1;
	const secret = secretOf(ctx.collective.code, { id, generation });
	await ctx.db
		.update(webhookTable)
		.set({ generation, renewedAt: ctx.now, fingerprint: fingerprintOf(secret), restUntil: null })
		.where(eq(webhookTable.id, id));
	await note(ctx, 'webhook.renewed', webhook);
	return secret;
}

/** Sends nothing more until it is taken up again; twice changes nothing. */
export async function stopWebhook(ctx: Context, id: string): Promise<void> {
	const webhook = await getWebhook(ctx, id);
	const stopped = await ctx.db
		.update(webhookTable)
		.set({ stoppedAt: ctx.now, stoppedBecause: 'Arrêté à la demande.' })
		.where(and(eq(webhookTable.id, id), isNull(webhookTable.stoppedAt)))
		.returning({ id: webhookTable.id });
	if (stopped.length > 0) await note(ctx, 'webhook.stopped', webhook);
}

/** Sends again, what waits first; twice changes nothing. What happened meanwhile is not told. */
export async function resumeWebhook(ctx: Context, id: string): Promise<void> {
	const webhook = await getWebhook(ctx, id);
	const resumed = await ctx.db
		.update(webhookTable)
		.set({ stoppedAt: null, stoppedBecause: null, restUntil: null })
		.where(and(eq(webhookTable.id, id), isNotNull(webhookTable.stoppedAt)))
		.returning({ id: webhookTable.id });
	if (resumed.length === 0) return;
	await ctx.db
		.update(webhookDelivery)
		.set({ tries: 0, nextAt: ctx.now })
		.where(and(eq(webhookDelivery.webhookId, id), eq(webhookDelivery.state, 'queued')));
	await note(ctx, 'webhook.resumed', webhook);
	ctx.touched.set(WEBHOOK, new Set([id]));
}

/** Forgets the webhook, what waited and its log. */
export async function removeWebhook(ctx: Context, id: string): Promise<void> {
	const webhook = await getWebhook(ctx, id);
	await ctx.db.delete(webhookTable).where(eq(webhookTable.id, id));
	await note(ctx, 'webhook.removed', webhook, { address: webhook.address });
}

/** Sends a message that tells of nothing, to see whether it arrives. Refuses (422) a webhook that is stopped. */
export async function tryWebhook(ctx: Context, id: string): Promise<void> {
	refuseStopped(await getWebhook(ctx, id));
	await queueDeliveries(ctx, [{ webhookId: id, type: TRIAL, data: {} }]);
}

/**
 * Puts a message back at the head of the queue, under the same identifier: who has it already knows it again. Refuses (422) one
 * that is on its way, or a webhook that is stopped.
 */
export async function sendAgain(ctx: Context, id: string, delivery: string): Promise<void> {
	refuseStopped(await getWebhook(ctx, id));
	const moved = isRecordId(delivery)
		? await ctx.db
				.update(webhookDelivery)
				.set({ state: 'queued', tries: 0, nextAt: ctx.now })
				.where(
					and(
						eq(webhookDelivery.id, delivery),
						eq(webhookDelivery.webhookId, id),
						inArray(webhookDelivery.state, ['queued', 'accepted', 'failed', 'kept'])
					)
				)
				.returning({ id: webhookDelivery.id })
		: [];
	if (moved.length === 0) throw invalid('Ce message est en train de partir, ou il a été oublié.');
	await ctx.db.update(webhookTable).set({ restUntil: null }).where(eq(webhookTable.id, id));
	ctx.touched.set(WEBHOOK, new Set([delivery]));
}

/** The webhook, for who may keep them. Refuses (404) one that does not exist. */
export async function getWebhook(ctx: Context, id: string): Promise<Webhook> {
	authorise(ctx, MANAGE);
	const [webhook] = isRecordId(id)
		? await ctx.db.select().from(webhookTable).where(eq(webhookTable.id, id))
		: [];
	if (!webhook) throw absent('Ce webhook n’existe pas, ou n’existe plus.');
	return webhook;
}

function refuseStopped({ stoppedAt }: Webhook): void {
	if (stoppedAt) throw invalid('Ce webhook est arrêté : reprenez l’envoi d’abord.');
}

function note(
	ctx: Context,
	event: string,
	{ id, name }: Pick<Webhook, 'id' | 'name'>,
	data: Record<string, unknown> = {}
): Promise<void> {
	return record(ctx, [{ event, data: { webhook: id, name, ...data } }]);
}

function invalid(message: string): Refused {
	return new Refused('invalid', [{ code: 'webhook-state', message }]);
}
