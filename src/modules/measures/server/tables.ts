import { boolean, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { lastDay, partialDateColumn, quantityColumn, recordColumns } from '#core/server/columns.ts';

/** What is measured outside: followers, print items, a national count. */
export const measure = pgTable('measures_measure', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	label: text('label').notNull(),
	unit: text('unit').notNull(),
	/** Where it is read ("LinkedIn"); absent for figures of documents. */
	channel: text('channel'),
	definition: text('definition').notNull(),
	/** Grows from one reading to the next. */
	cumulative: boolean('cumulative')
});

/** A dated value with its source. */
export const reading = pgTable(
	'measures_reading',
	{
		...recordColumns(),
		measureId: uuid('measure_id')
			.notNull()
			.references(() => measure.id),
		on: partialDateColumn('read_on').notNull(),
		onLast: lastDay('read_on_last'),
		value: quantityColumn('value').notNull(),
		saidValue: text('said_value'),
		enteredBy: text('entered_by'),
		remark: text('remark')
	},
	(table) => [
		unique('measures_reading_key').on(table.measureId, table.on),
		index('measures_reading_day').on(table.measureId, table.onLast)
	]
);
