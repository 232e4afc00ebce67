import { asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { authorise } from '#core/server/permissions.ts';
import type { Delivery, Webhook } from '#core/server/webhooks/queue.ts';
import { webhookDelivery, webhookTable, webhookTry } from '#core/server/webhooks/tables.ts';
import { getWebhook, MANAGE } from './webhooks.ts';

const PAGE = 20;

export interface WebhookLine extends Webhook {
	/** Messages that have not arrived yet. */
	waiting: number;
	failed: number;
}

/** Every webhook, in the order in which they were made. */
export async function listWebhooks(ctx: Context): Promise<WebhookLine[]> {
	authorise(ctx, MANAGE);
	const rows = await ctx.db
		.select({
			webhook: webhookTable,
			waiting: sql<number>`count(*) FILTER (WHERE ${inArray(webhookDelivery.state, ['queued', 'sending'])})::int`,
			failed: sql<number>`count(*) FILTER (WHERE ${eq(webhookDelivery.state, 'failed')})::int`
		})
		.from(webhookTable)
		.leftJoin(webhookDelivery, eq(webhookDelivery.webhookId, webhookTable.id))
		.groupBy(webhookTable.id)
		.orderBy(asc(webhookTable.id));
	return rows.map(({ webhook, waiting, failed }) => ({ ...webhook, waiting, failed }));
}

/** A message, and what became of each try. */
export interface LoggedDelivery extends Delivery {
	history: (typeof webhookTry.$inferSelect)[];
}

/** A webhook and a page of its log, the latest message first. */
export async function readWebhook(
	ctx: Context,
	id: string,
	page: number
): Promise<{ webhook: Webhook; deliveries: LoggedDelivery[]; more: boolean; total: number }> {
	const webhook = await getWebhook(ctx, id);
	const own = eq(webhookDelivery.webhookId, id);
	const rows = await ctx.db
		.select()
		.from(webhookDelivery)
		.where(own)
		.orderBy(desc(webhookDelivery.at), desc(webhookDelivery.id))
		.offset((page - 1) * PAGE)
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	const [total] = await ctx.db.select({ count: count() }).from(webhookDelivery).where(own);
	const history = await historyOf(
		ctx,
		shown.map((one) => one.id)
	);
	return {
		webhook,
		deliveries: shown.map((one) => ({ ...one, history: history.get(one.id) ?? [] })),
		more: rows.length > PAGE,
		total: total?.count ?? 0
	};
}

async function historyOf(ctx: Context, ids: string[]) {
	if (ids.length === 0) return new Map<string, LoggedDelivery['history']>();
	const rows = await ctx.db
		.select()
		.from(webhookTry)
		.where(inArray(webhookTry.deliveryId, ids))
		.orderBy(asc(webhookTry.at), asc(webhookTry.id));
	return Map.groupBy(rows, (row) => row.deliveryId);
}
