import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryState } from '../../webhooks.ts';
import type { Context } from '../context.ts';
import type { Outcome } from './outcomes.ts';
import { webhookDelivery, webhookTable, webhookTry } from './tables.ts';

export type Webhook = typeof webhookTable.$inferSelect;
export type Delivery = typeof webhookDelivery.$inferSelect;

/** A message and the webhook it goes to. */
export interface Claimed {
	delivery: Delivery;
	webhook: Webhook;
}

/** Under that name, a unit of work says that it wrote messages: who sends them wakes up. */
export const WEBHOOK = 'webhook';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** A try that is not over by then is lost: its process was killed. Longer than the longest try. */
const CLAIM_MS = 2 * MINUTE_MS;
/** Waits between tries, in seconds (Standard Webhooks): ten tries in three days. */
const WAITS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** A part of each wait is drawn by lot, so that messages that failed together do not come back together. */
const JITTER = 0.2;
const LONGEST_REST_MS = MINUTE_MS;

/** Puts messages in the queue, in the unit of work of the act that they tell. */
export async function queueDeliveries(
	ctx: Context,
	messages: { webhookId: string; type: string; data: Record<string, unknown> }[]
): Promise<void> {
	if (messages.length === 0) return;
	const rows = messages.map((message) => ({
		...message,
		id: uuidv7(),
		at: ctx.now,
		nextAt: ctx.now,
		state: 'queued' as const
	}));
	await ctx.db.insert(webhookDelivery).values(rows);
	ctx.touched.set(WEBHOOK, new Set(rows.map((row) => row.id)));
}

/**
 * Takes the next message that is due, for one try, if there is one. A webhook is sent one message at a time, whatever the number of
 * processes. A message whose process was killed is taken again once its time is over.
 */
export async function claimDelivery(ctx: Context): Promise<Claimed | undefined> {
	let found = await lockNext(ctx);
	// Another process may have taken one of the same webhook between the search and the lock: now it is seen.
	while (found && !(await isStillAlone(ctx, found.webhook.id))) found = await lockNext(ctx);
	if (!found) return undefined;
	const [delivery] = await ctx.db
		.update(webhookDelivery)
		.set({
			state: 'sending',
			tries: found.delivery.tries + 1,
			nextAt: null,
			claim: uuidv7(),
			claimedUntil: new Date(ctx.now.getTime() + CLAIM_MS)
		})
		.where(eq(webhookDelivery.id, found.delivery.id))
		.returning();
	return delivery && { delivery, webhook: found.webhook };
}

async function lockNext(ctx: Context): Promise<Claimed | undefined> {
	const [found] = await ctx.db
		.select({ delivery: webhookDelivery, webhook: webhookTable })
		.from(webhookDelivery)
		.innerJoin(webhookTable, eq(webhookTable.id, webhookDelivery.webhookId))
		.where(and(isDue(ctx.now), isOpen(ctx.now), isAlone(ctx.now)))
		.orderBy(asc(webhookDelivery.nextAt), asc(webhookDelivery.id))
		.limit(1)
		.for('no key update', { skipLocked: true });
	return found;
}

async function isStillAlone(ctx: Context, id: string): Promise<boolean> {
	const rows = await ctx.db
		.select({ id: webhookTable.id })
		.from(webhookTable)
		.where(and(eq(webhookTable.id, id), isAlone(ctx.now)));
	return rows.length > 0;
}

function isDue(now: Date) {
	return or(
		and(eq(webhookDelivery.state, 'queued'), lte(webhookDelivery.nextAt, now)),
		and(eq(webhookDelivery.state, 'sending'), lte(webhookDelivery.claimedUntil, now))
	);
}

function isOpen(now: Date) {
	return and(
		isNull(webhookTable.stoppedAt),
		or(isNull(webhookTable.restUntil), lte(webhookTable.restUntil, now))
	);
}

/** No other message of that webhook is on its way. */
function isAlone(now: Date) {
	return sql`NOT EXISTS (SELECT 1 FROM core_webhook_delivery other WHERE other.webhook_id = ${webhookTable.id}
		AND other.state = 'sending' AND other.claimed_until > ${now.toISOString()}::timestamptz)`;
}

/**
 * Notes how a try ended, in the log too. A try that was given to another process meanwhile notes nothing. Answers whether the
 * webhook was stopped by it: its last message was tried to the end and it has taken none since, or it asked to be left alone.
 */
export async function noteTry(
	ctx: Context,
	{ delivery, webhook }: Claimed,
	outcome: Outcome | { state: 'kept' }
): Promise<{ stopped: string | null }> {
	const next = outcome.state === 'later' ? nextTry(ctx.now, delivery.tries, outcome.waitMs) : null;
	const state = stateAfter(outcome, next);
	const [noted] = await ctx.db
		.update(webhookDelivery)
		.set({ state, nextAt: next, claim: null, claimedUntil: null })
		.where(
			and(eq(webhookDelivery.id, delivery.id), eq(webhookDelivery.claim, delivery.claim ?? ''))
		)
		.returning({ id: webhookDelivery.id });
	if (!noted) return { stopped: null };
	await ctx.db
		.insert(webhookTry)
		.values({ deliveryId: delivery.id, at: ctx.now, ...told(outcome) });
	if (outcome.state === 'accepted')
		await noteWebhook(ctx, webhook.id, { acceptedAt: ctx.now, restUntil: null });
	if (outcome.state === 'later' && outcome.rests)
		await noteWebhook(ctx, webhook.id, { restUntil: restAfter(ctx.now, next, outcome.waitMs) });
	if (outcome.state === 'gone') return stop(ctx, webhook.id, outcome.said);
	if (state !== 'failed' || (await hasTakenSince(ctx, webhook.id, delivery.at)))
		return { stopped: null };
	return stop(
		ctx,
		webhook.id,
		`Un message a été essayé ${String(delivery.tries)} fois, et aucun n’est passé depuis.`
	);
}

function stateAfter(outcome: Outcome | { state: 'kept' }, next: Date | null): DeliveryState {
	if (outcome.state === 'accepted' || outcome.state === 'kept') return outcome.state;
	return outcome.state === 'later' && next ? 'queued' : 'failed';
}

function told(outcome: Outcome | { state: 'kept' }) {
	if (outcome.state === 'kept')
		return { status: null, said: 'C’est une démonstration : rien ne part.', answer: null };
	const { status, answer } = outcome;
	return {
		status,
		answer,
		said: outcome.state === 'accepted' ? 'Le message est reçu.' : outcome.said
	};
}

/** When a message that failed so many times is tried again; null once that is enough. */
function nextTry(now: Date, tries: number, waitMs = 0): Date | null {
	const seconds = WAITS[tries - 1];
	if (seconds === undefined) return null;
	const wait = seconds * SECOND_MS * (1 + Math.random() * JITTER);
	return new Date(now.getTime() + Math.max(wait, waitMs));
}

/** A webhook out of reach is left alone a little, or as long as it asked. */
function restAfter(now: Date, next: Date | null, waitMs = 0): Date {
	const wait = Math.min((next?.getTime() ?? Infinity) - now.getTime(), LONGEST_REST_MS);
	return new Date(now.getTime() + Math.max(wait, waitMs));
}

async function hasTakenSince(ctx: Context, id: string, at: Date): Promise<boolean> {
	const [row] = await ctx.db
		.select({ acceptedAt: webhookTable.acceptedAt })
		.from(webhookTable)
		.where(eq(webhookTable.id, id));
	return (row?.acceptedAt ?? at) > at;
}

async function stop(
	ctx: Context,
	id: string,
	because: string
): Promise<{ stopped: string | null }> {
	const rows = await ctx.db
		.update(webhookTable)
		.set({ stoppedAt: ctx.now, stoppedBecause: because })
		.where(and(eq(webhookTable.id, id), isNull(webhookTable.stoppedAt)))
		.returning({ id: webhookTable.id });
	return { stopped: rows.length > 0 ? because : null };
}

async function noteWebhook(
	ctx: Context,
	id: string,
	values: Partial<Pick<Webhook, 'acceptedAt' | 'restUntil'>>
): Promise<void> {
	await ctx.db.update(webhookTable).set(values).where(eq(webhookTable.id, id));
}
