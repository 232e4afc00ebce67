import { integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** Each period of each regular job: done once, whatever the number of processes. */
export const jobRun = pgTable(
	'core_job_run',
	{
		job: text('job').notNull(),
		/** `2024-03-13`, `2024-03-13T14`, `2024-W11`, `2024-03`. */
		period: text('period').notNull(),
		tries: integer('tries').notNull().default(0),
		/** Not before that instant: the start, then after a failure. */
		nextAt: timestamp('next_at', { withTimezone: true }).notNull(),
		doneAt: timestamp('done_at', { withTimezone: true }),
		/** What it did, in one French sentence; or why it failed. */
		said: text('said')
	},
	(table) => [primaryKey({ columns: [table.job, table.period] })]
);
