import { integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import { person } from '#modules/network/index.ts';

export const workshop = pgTable('inclusion_workshop', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	name: text('name').notNull(),
	frame: text('frame'),
	people: text('people'),
	purpose: richTextColumn('purpose'),
	activities: richTextColumn('activities'),
	prospects: richTextColumn('prospects'),
	position: integer('position')
});

/** Aggregates of a period: never a participant's name. */
export const workshopPeriod = pgTable(
	'inclusion_workshop_period',
	{
		...recordColumns(),
		workshopId: uuid('workshop_id')
			.notNull()
			.references(() => workshop.id),
		from: partialDateColumn('from_on').notNull(),
		until: partialDateColumn('until_on'),
		leaderId: uuid('leader_id').references(() => person.id),
		participants: integer('participants'),
		women: integer('women'),
		men: integer('men'),
		jobExits: integer('job_exits'),
		trainingExits: integer('training_exits'),
		remark: text('remark')
	},
	(table) => [unique('inclusion_workshop_period_key').on(table.workshopId, table.from)]
);
