import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import {
	lastDay,
	partialDateColumn,
	quantityColumn,
	recordColumns,
	richTextColumn
} from '#core/server/columns.ts';
import type { Audience } from '#core/vocabulary.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, person } from '#modules/network/index.ts';
import { commune } from '#modules/territory/index.ts';
import type {
	actionStates,
	attendanceModes,
	capacities,
	linkNatures,
	meetingStates,
	meetingTypes,
	minutesStates
} from '../labels.ts';

export const meeting = pgTable(
	'meetings_meeting',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		groupId: uuid('group_id').references(() => group.id),
		title: text('title').notNull(),
		type: text('type').$type<keyof typeof meetingTypes>().notNull(),
		on: partialDateColumn('held_on').notNull(),
		onLast: lastDay('held_on_last'),
		/** Words of the document when the date is vague: "courant juillet". */
		saidDate: text('said_date'),
		startTime: text('start_time'),
		endTime: text('end_time'),
		place: text('place'),
		communeId: uuid('commune_id').references(() => commune.id),
		hostId: uuid('host_id').references(() => organisation.id),
		/** Declared by the document, not counted from attendance rows. */
		participants: quantityColumn('participants'),
		saidParticipants: text('said_participants'),
		state: text('state').$type<keyof typeof meetingStates>().notNull(),
		/** Row of the yearly governance calendar. */
		inCalendar: boolean('in_calendar'),
		sourceRank: integer('source_rank'),
		summary: richTextColumn('summary')
	},
	(table) => [
		index('meetings_meeting_day').on(table.onLast),
		index('meetings_meeting_group').on(table.groupId)
	]
);

export const agendaItem = pgTable(
	'meetings_agenda_item',
	{
		...recordColumns(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		/** "1", "2.1". */
		rank: text('rank').notNull(),
		startTime: text('start_time'),
		endTime: text('end_time'),
		title: text('title').notNull()
	},
	(table) => [unique('meetings_agenda_item_key').on(table.meetingId, table.rank)]
);

export const attendance = pgTable(
	'meetings_attendance',
	{
		...recordColumns(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		personId: uuid('person_id').references(() => person.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		capacity: text('capacity').$type<keyof typeof capacities>().notNull(),
		mode: text('mode').$type<keyof typeof attendanceModes>().notNull(),
		proxyToId: uuid('proxy_to_id').references(() => person.id),
		remark: text('remark')
	},
	(table) => [
		unique('meetings_attendance_key')
			.on(table.meetingId, table.personId, table.organisationId)
			.nullsNotDistinct()
	]
);

export const minutes = pgTable('meetings_minutes', {
	...recordColumns(),
	meetingId: uuid('meeting_id')
		.notNull()
		.unique()
		.references(() => meeting.id),
	state: text('state').$type<keyof typeof minutesStates>().notNull(),
	text: richTextColumn('body').notNull(),
	approvedOn: partialDateColumn('approved_on'),
	/** Whom they are for, once they are no longer a draft. */
	declaredAudience: text('declared_audience').$type<Audience>()
});

export const decision = pgTable(
	'meetings_decision',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		meetingId: uuid('meeting_id').references(() => meeting.id),
		groupId: uuid('group_id').references(() => group.id),
		on: partialDateColumn('decided_on'),
		onLast: lastDay('decided_on_last'),
		title: text('title').notNull(),
		text: richTextColumn('body')
	},
	(table) => [index('meetings_decision_group').on(table.groupId)]
);

export const action = pgTable(
	'meetings_action',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		meetingId: uuid('meeting_id').references(() => meeting.id),
		groupId: uuid('group_id').references(() => group.id),
		title: text('title').notNull(),
		personId: uuid('person_id').references(() => person.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		due: partialDateColumn('due_on'),
		dueLast: lastDay('due_on_last'),
		state: text('state').$type<keyof typeof actionStates>().notNull()
	},
	(table) => [
		index('meetings_action_group').on(table.groupId),
		index('meetings_action_due').on(table.dueLast)
	]
);

export const meetingLink = pgTable(
	'meetings_link',
	{
		...recordColumns(),
		meetingId: uuid('meeting_id')
			.notNull()
			.references(() => meeting.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		groupId: uuid('group_id').references(() => group.id),
		personId: uuid('person_id').references(() => person.id),
		nature: text('nature').$type<keyof typeof linkNatures>().notNull(),
		remark: text('remark')
	},
	(table) => [
		unique('meetings_link_key')
			.on(table.meetingId, table.organisationId, table.groupId, table.personId, table.nature)
			.nullsNotDistinct(),
		index('meetings_link_organisation').on(table.organisationId)
	]
);
