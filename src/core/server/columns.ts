import { bigint, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import type { PartialDate } from '../partial-date.ts';
import type { Quantity } from '../quantity.ts';
import type { RichText } from '../rich-text.ts';
import type { Audience } from '../vocabulary.ts';

/**
 * Columns that every record has: identity (UUIDv7 made by the program), who may read it, the document it was
 * read in, and a version that grows at each change (two people at once are told).
 */
export function recordColumns() {
	return {
		id: uuid('id')
			.primaryKey()
			.$defaultFn(() => uuidv7()),
		audience: text('audience').$type<Audience>().notNull().default('team'),
		source: text('source'),
		/** Day since which the record is out of the way: still read, still counted, no longer offered. */
		archivedOn: text('archived_on').$type<PartialDate>(),
		version: integer('version').notNull().default(1),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
		updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow()
	};
}

/** A date with its precision; pair it with `lastDay(...)` when lists are sorted by it. */
export const partialDateColumn = (name: string) => text(name).$type<PartialDate>();
/** Last civil day of a partial date, `YYYY-MM-DD`: filled by the kernel for a field named `<field>Last`. */
export const lastDay = (name: string) => text(name);
export const richTextColumn = (name: string) => jsonb(name).$type<RichText>();
/** `{value, qualifier, upTo?}`; `(column->>'value')::numeric` in SQL. */
export const quantityColumn = (name: string) => jsonb(name).$type<Quantity>();
/** Money, in cents of euro. */
export const centsColumn = (name: string) => bigint(name, { mode: 'number' });
