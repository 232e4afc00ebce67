import { jsonb, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { CollectiveSettings } from './context.ts';

/** What the installation knows about itself, apart from any collective. */
export const platform = pgSchema('fanal');

export const collectiveTable = platform.table('collective', {
	id: uuid('id').primaryKey(),
	code: text('code').notNull().unique(),
	settings: jsonb('settings').$type<CollectiveSettings>().notNull(),
	createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow()
});
