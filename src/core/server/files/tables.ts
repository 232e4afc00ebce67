import { customType, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Bytes of the files that people handed in, each once, whatever the number of records that name them. */
export const storedFile = pgTable('core_file', {
	/** SHA-256 of the bytes, 64 hexadecimal digits. */
	sha256: text('sha256').primaryKey(),
	/** Media type, sniffed. */
	type: text('type').notNull(),
	/** Bytes. */
	size: integer('size').notNull(),
	content: bytea('content').notNull(),
	/** Last time that these bytes were handed in. */
	keptAt: timestamp('kept_at', { withTimezone: true }).notNull()
});

/** What was handed in on a day, by whom it does not say: counted, then forgotten with the day. */
export const fileIntake = pgTable('core_file_intake', {
	/** HMAC of the account and the day. */
	giver: text('giver').primaryKey(),
	/** `YYYY-MM-DD`. */
	day: text('day').notNull(),
	/** Bytes. */
	size: integer('size').notNull(),
	files: integer('files').notNull()
});
