import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import { user } from '#modules/accounts/index.ts';

/** What lets a program ask in the name of somebody. The token itself is not kept: only what recognises it. */
export const apiToken = pgTable(
	'api_token',
	{
		id: uuid('id')
			.primaryKey()
			.$defaultFn(() => uuidv7()),
		/** Whose rights it lends, those of the day. */
		userId: uuid('user_id')
			.notNull()
			.references(() => user.id, { onDelete: 'cascade' }),
		/** What it is for, as its owner says it. */
		name: text('name').notNull(),
		/** SHA-256 of the token, in base64url. */
		fingerprint: text('fingerprint').notNull().unique(),
		/** First characters: enough to tell it from another, too few to use it. */
		beginning: text('beginning').notNull(),
		/** Modules in which it may write; reading is always in. */
		writes: jsonb('writes').$type<string[]>().notNull(),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		revokedAt: timestamp('revoked_at', { withTimezone: true }),
		/** Civil day of the last request; not the hour, nor what was asked. */
		lastUsedOn: text('last_used_on')
	},
	(table) => [index('api_token_user').on(table.userId, table.createdAt.desc())]
);
