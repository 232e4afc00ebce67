import { boolean, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';

/** A link that opens one record to somebody without an account. Its address is shown once, and kept nowhere. */
export const guestLink = pgTable(
	'access_guest_link',
	{
		id: uuid('id')
			.primaryKey()
			.$defaultFn(() => uuidv7()),
		/** The record that it opens, and nothing else. */
		kind: text('kind').notNull(),
		recordId: uuid('record_id').notNull(),
		/** For whom, as the person who lends it writes it. */
		guest: text('guest').notNull(),
		lentBy: text('lent_by').notNull(),
		/** The account that lent it: the link opens as long as that account could lend it. Null: nobody answers for it. */
		account: text('account'),
		/** Fingerprint of what its address holds; null for a link lent before fingerprints, whose address bears a mark. */
		tokenHash: text('token_hash').unique(),
		/** Its address was sent by mail; such links are counted apart. */
		mailed: boolean('mailed').notNull().default(false),
		lentAt: timestamp('lent_at', { withTimezone: true }).notNull(),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		revokedAt: timestamp('revoked_at', { withTimezone: true }),
		openings: integer('openings').notNull().default(0),
		openedAt: timestamp('opened_at', { withTimezone: true }),
		/** What the guest is asked to confirm; null: the question of the record itself, when it asks one. */
		asks: text('asks'),
		/** Answer to that question. */
		answer: text('answer'),
		/** Version of the record that the guest had before them. */
		answeredVersion: integer('answered_version'),
		/** Fingerprint of all that the guest had before them; null for an answer given before it was kept. */
		answeredShown: text('answered_shown'),
		comment: text('comment'),
		answeredAt: timestamp('answered_at', { withTimezone: true }),
		/** Up to when its lender was told of the answers. */
		toldAt: timestamp('told_at', { withTimezone: true })
	},
	(table) => [
		index('access_guest_link_record').on(table.kind, table.recordId),
		index('access_guest_link_lent').on(table.lentAt.desc()),
		index('access_guest_link_account').on(table.account, table.lentAt)
	]
);
