import { asc, eq } from 'drizzle-orm';
import type { Collective, Context } from '#core/server/context.ts';
import type { PostSettings } from '#core/server/webhooks/post.ts';
import { privateMachines } from '#core/server/webhooks/destinations.ts';
import { webhookDelivery, webhookTry } from '#core/server/webhooks/tables.ts';
import { createRecord } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { deliverMessages } from '#collectors/webhooks/deliver.ts';
import { kinds } from '#modules/all.ts';
import type { WebhookInput } from '#modules/webhooks/rules.ts';
import { addWebhook } from '#modules/webhooks/server/webhooks.ts';
import { at, NOON } from '../mail/post.ts';
import { AUTHORITY } from './receiver.ts';

/** This machine is one of the collective's own, as an operator says it. */
export const OWN = { FANAL_WEBHOOKS_PRIVATE: 'localhost' };

export function kindNamed(name: string) {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw new Error(`no kind is ${name}`);
	return kind;
}

/** A webhook told of all that happens to what everybody reads in the directory. */
export function listening(
	collective: Collective,
	address: string,
	over: Partial<WebhookInput> = {}
): Promise<{ id: string; secret: string }> {
	return at(collective, NOON, (ctx) =>
		addWebhook(
			ctx,
			{
				name: 'Site',
				address,
				modules: ['network'],
				acts: ['added', 'changed', 'removed'],
				circle: 'public',
				...over
			},
			['network', 'groups']
		)
	);
}

/** Writes an organisation, as a form does. */
export function anOrganisation(
	collective: Collective,
	code: string,
	audience: Audience = 'public'
): Promise<string> {
	return at(collective, NOON, (ctx) => organisationIn(ctx, code, audience));
}

export function organisationIn(ctx: Context, code: string, audience: Audience = 'public') {
	return createRecord(ctx, kindNamed('organisation'), {
		code,
		name: code,
		nature: 'association',
		audience
	});
}

/** One round of the serving process, at that instant. */
export function deliver(
	collective: Collective,
	now = NOON,
	over: Partial<PostSettings> = {}
): Promise<number> {
	const settings = { own: privateMachines(OWN), ca: AUTHORITY, patienceMs: 5_000, ...over };
	return deliverMessages(collective, settings, { clock: () => now });
}

/** Every message written, the first one first. */
export function messagesOf(collective: Collective) {
	return at(collective, NOON, (ctx) =>
		ctx.db.select().from(webhookDelivery).orderBy(asc(webhookDelivery.id))
	);
}

/** What became of a message, try by try. */
export function triesOf(collective: Collective, id: string) {
	return at(collective, NOON, (ctx) =>
		ctx.db
			.select({ status: webhookTry.status, said: webhookTry.said, answer: webhookTry.answer })
			.from(webhookTry)
			.where(eq(webhookTry.deliveryId, id))
			.orderBy(asc(webhookTry.id))
	);
}
