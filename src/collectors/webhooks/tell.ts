import { isNull } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { onBeforeCommit } from '#core/server/database.ts';
import { queueDeliveries, type Webhook } from '#core/server/webhooks/queue.ts';
import { webhookTable } from '#core/server/webhooks/tables.ts';
import { actSeenBy, LOT, mergedActs, webhookActs, type WebhookAct } from '#core/webhooks.ts';
import { listResources, recordPath, type Resource } from '../api/resources.ts';

/** Acts of one unit of work that are still told one by one. */
const ONE_BY_ONE = 50;

interface Told {
	resource: Resource;
	id: string;
	act: WebhookAct;
}

/**
 * Writes, in the unit of work of the acts themselves, the messages that tell them: if the acts are undone, so are the messages. They
 * say which record and what was done to it, never what is in it.
 */
async function tellWebhooks(ctx: Context): Promise<void> {
	if (ctx.acts.length === 0) return;
	const webhooks = await ctx.db
		.select()
		.from(webhookTable)
		.where(isNull(webhookTable.stoppedAt))
		// One that is being taken away meanwhile is gone before, or waits until these messages are written.
		.for('key share');
	const messages = webhooks.flatMap((webhook) => {
		const told = actsFor(ctx, webhook);
		if (told.length === 0) return [];
		const isLot = ctx.importId !== undefined || told.length > ONE_BY_ONE;
		return (isLot ? [lotOf(told)] : told.map(messageOf)).map((message) => ({
			...message,
			webhookId: webhook.id
		}));
	});
	await queueDeliveries(ctx, messages);
}

onBeforeCommit(tellWebhooks);

/** What that webhook is told of, each record once. */
function actsFor(ctx: Context, { modules, acts, circle }: Webhook): Told[] {
	const told = new Map<string, Told>();
	for (const one of ctx.acts) {
		const resource = resources.get(one.kind);
		const act = actSeenBy(circle, one);
		if (!resource || !act || !modules.includes(resource.module)) continue;
		const key = `${one.kind} ${one.recordId}`;
		const before = told.get(key);
		const merged = before ? mergedActs(before.act, act) : act;
		if (merged) told.set(key, { resource, id: one.recordId, act: merged });
		else told.delete(key);
	}
	return [...told.values()].filter(({ act }) => acts.includes(act));
}

function messageOf({ resource, id, act }: Told) {
	const { word } = webhookActs[act];
	return {
		type: `${resource.name}.${word}`,
		data: { ressource: resource.name, acte: word, id, lien: recordPath(resource.name, id) }
	};
}

/** How many records of each resource: an import of a thousand lines is one message. */
function lotOf(told: Told[]) {
	const counts: Record<string, Record<string, number>> = {};
	for (const { resource, act } of told) {
		const { word } = webhookActs[act];
		const own = (counts[resource.name] ??= {});
		own[word] = (own[word] ?? 0) + 1;
	}
	return { type: LOT, data: { ressources: counts, lien: '/api/v1' } };
}

const resources = new Map(listResources().map((one) => [one.kind.name, one]));
