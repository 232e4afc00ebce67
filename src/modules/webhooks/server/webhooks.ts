import { isDeepStrictEqual } from 'node:util';
import { and, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import {
	alreadyServed,
	fingerprintOfForm,
	freshOnce,
	onceOf,
	waitForSameForm
} from '#core/server/once.ts';
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
 * Makes a webhook. Returns its identifier and its secret: only the same form sent again finds it, without making a second one. Refuses
 * (422) an address that no message can go to, what is chosen outside what is proposed, or a form that made another.
 * @param modules those that keep records
 * @param form its field `ONCE`
 */
export async function addWebhook(
	ctx: Context,
	input: WebhookInput,
	modules: string[],
	form = freshOnce()
): Promise<{ id: string; secret: string }> {
	authorise(ctx, MANAGE);
	const once = onceOf(form);
	const { id } = once;
	const secret = secretOf(ctx.collective.code, { id, generation: 1 });
	await waitForSameForm(ctx, once);
	const [made] = await ctx.db.select().from(webhookTable).where(eq(webhookTable.id, id));
	const [total] = await ctx.db.select({ count: count() }).from(webhookTable);
	const chosen = choicesIn(input, modules, made ? 0 : (total?.count ?? 0));
	const createdBy = ctx.actor.kind === 'public' ? 'public' : ctx.actor.name;
	if (made) {
		const asked = { ...chosen, createdBy, fingerprint: fingerprintOf(secret) };
		if (!isDeepStrictEqual({ ...made, ...asked }, made)) throw alreadyServed();
		return { id, secret };
	}
	await ctx.db.insert(webhookTable).values({
		id,
		...chosen,
		fingerprint: fingerprintOf(secret),
		createdAt: ctx.now,
		createdBy
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

/**
 * Gives the webhook another secret than the one of that generation, and returns it; for a day, messages are signed with both. The same
 * form sent again changes nothing and is told the same. Refuses (422) to renew a secret that was renewed since.
 * @param form its field `ONCE`
 */
export async function renewSecret(
	ctx: Context,
	id: string,
	{ from, form = freshOnce() }: { from: number; form?: string }
): Promise<string> {
	const renewedForm = fingerprintOfForm(onceOf(form));
	const webhook = await getWebhook(ctx, id, true);
	const generation = from + 1;
	const secret = secretOf(ctx.collective.code, { id, generation });
	if (webhook.generation === generation && webhook.renewedForm === renewedForm) return secret;
	if (webhook.generation !== from) throw new Refused('invalid', [RENEWED_SINCE]);
	await ctx.db
		.update(webhookTable)
		.set({
			generation,
			renewedForm,
			renewedAt: ctx.now,
			fingerprint: fingerprintOf(secret),
			restUntil: null
		})
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

/** The webhook, for who may keep them; `toChange`, others wait until this unit of work is over. Refuses (404) one that does not exist. */
export async function getWebhook(ctx: Context, id: string, toChange = false): Promise<Webhook> {
	authorise(ctx, MANAGE);
	const query = ctx.db.select().from(webhookTable).where(eq(webhookTable.id, id));
	const [webhook] = isRecordId(id) ? await (toChange ? query.for('update') : query) : [];
	if (!webhook) throw absent('Ce webhook n’existe pas, ou n’existe plus.');
	return webhook;
}

const RENEWED_SINCE = {
	code: 'renewed-since',
	message:
		'Ce secret a déjà été renouvelé depuis que vous lisez cette page : rien n’a changé. Pour le renouveler encore, envoyez de nouveau.'
};

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
