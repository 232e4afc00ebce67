import { sql } from 'drizzle-orm';
import {
	bigint,
	integer,
	jsonb,
	pgSchema,
	primaryKey,
	text,
	timestamp,
	uuid
} from 'drizzle-orm/pg-core';
import type { CollectiveSettings } from './context.ts';

/** What the installation knows about itself, apart from any collective. */
export const platform = pgSchema('fanal');

export const collectiveTable = platform.table('collective', {
	id: uuid('id').primaryKey(),
	code: text('code').notNull().unique(),
	settings: jsonb('settings').$type<CollectiveSettings>().notNull(),
	createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow()
});

/**
 * Writes that each collective has received: their sum is its revision. A transaction moves a slot that no other one is moving, so that
 * writers do not wait for one another; the trigger `fanal.revise` does it.
 */
export const revision = platform.table(
	'revision',
	{
		/** Code of the collective: its tables are there before it is listed. */
		collective: text('collective').notNull(),
		slot: integer('slot').notNull(),
		written: bigint('written', { mode: 'bigint' })
			.notNull()
			.default(sql`0`)
	},
	(table) => [primaryKey({ columns: [table.collective, table.slot] })]
);
