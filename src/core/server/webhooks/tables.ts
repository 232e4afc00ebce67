import { index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryState, WebhookAct, WebhookCircle } from '../../webhooks.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const ownId = () =>
	uuid('id')
		.primaryKey()
		.$defaultFn(() => uuidv7());

/** An address elsewhere that is told of what happens here. Its secret is not kept: it is made again from that of the installation. */
export const webhookTable = pgTable('core_webhook', {
	id: ownId(),
	/** What it is for, as the team says it. */
	name: text('name').notNull(),
	address: text('address').notNull(),
	/** Modules whose records it is told of. */
	modules: jsonb('modules').$type<string[]>().notNull(),
	acts: jsonb('acts').$type<WebhookAct[]>().notNull(),
	circle: text('circle').$type<WebhookCircle>().notNull(),
	/** How many secrets it has had. */
	generation: integer('generation').notNull().default(1),
	renewedAt: instant('renewed_at'),
	/** What recognises the form that renewed it last: that form alone, sent again, is told the secret again. */
	renewedForm: text('renewed_form'),
	/** What recognises the secret, without giving it: SHA-256, base64url. */
	fingerprint: text('fingerprint').notNull(),
	createdAt: instant('created_at').notNull(),
	createdBy: text('created_by').notNull(),
	/** Null while messages leave. */
	stoppedAt: instant('stopped_at'),
	/** French sentence. */
	stoppedBecause: text('stopped_because'),
	/** When it last took a message. */
	acceptedAt: instant('accepted_at'),
	/** Out of reach: left alone until then. */
	restUntil: instant('rest_until')
});

/** Every message, written in the transaction of the act that it tells; sent afterwards, from here. */
export const webhookDelivery = pgTable(
	'core_webhook_delivery',
	{
		id: ownId(),
		webhookId: uuid('webhook_id')
			.notNull()
			.references(() => webhookTable.id, { onDelete: 'cascade' }),
		/** `besoins.ajout`. */
		type: text('type').notNull(),
		at: instant('at').notNull(),
		/** Paths are those of this site: the public address comes with each try. */
		data: jsonb('data').$type<Record<string, unknown>>().notNull(),
		state: text('state').$type<DeliveryState>().notNull(),
		tries: integer('tries').notNull().default(0),
		/** When a message in the queue may be tried; null for the others. */
		nextAt: instant('next_at'),
		/** The try under way: whose it is, and when it counts as lost. */
		claim: uuid('claim'),
		claimedUntil: instant('claimed_until')
	},
	(table) => [
		index('core_webhook_delivery_due').on(table.state, table.nextAt),
		index('core_webhook_delivery_log').on(table.webhookId, table.at.desc(), table.id.desc())
	]
);

/** What happened to a message, try by try. */
export const webhookTry = pgTable(
	'core_webhook_try',
	{
		id: ownId(),
		deliveryId: uuid('delivery_id')
			.notNull()
			.references(() => webhookDelivery.id, { onDelete: 'cascade' }),
		at: instant('at').notNull(),
		/** Of the answer (RFC 9110); null when there was none. */
		status: integer('status'),
		/** French sentence. */
		said: text('said').notNull(),
		/** Beginning of the answer, as it was written. */
		answer: text('answer')
	},
	(table) => [index('core_webhook_try_delivery').on(table.deliveryId, table.at)]
);
