import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { lastDay, partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import { organisation, person } from '#modules/network/index.ts';
import type {
	attentionStates,
	circles,
	deliverableStates,
	groupTypes,
	itemStates,
	lineageNatures,
	participantRoles
} from '../labels.ts';

export const group = pgTable('groups_group', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	/** Displayed number ("GT7"): not unique, two groups have worn the same one. */
	number: text('number'),
	name: text('name').notNull(),
	type: text('type').$type<keyof typeof groupTypes>().notNull(),
	circle: text('circle').$type<keyof typeof circles>().notNull(),
	purpose: richTextColumn('purpose'),
	composition: text('composition'),
	position: integer('position'),
	activeFrom: partialDateColumn('active_from'),
	activeUntil: partialDateColumn('active_until')
});

export const groupParticipant = pgTable(
	'groups_participant',
	{
		...recordColumns(),
		groupId: uuid('group_id')
			.notNull()
			.references(() => group.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		personId: uuid('person_id').references(() => person.id),
		role: text('role').$type<keyof typeof participantRoles>().notNull(),
		from: partialDateColumn('from_on'),
		until: partialDateColumn('until_on'),
		/** The document ends its list with "…": there were others. */
		openList: boolean('open_list'),
		remark: text('remark')
	},
	(table) => [
		unique('groups_participant_key')
			.on(table.groupId, table.organisationId, table.personId, table.role)
			.nullsNotDistinct(),
		index('groups_participant_organisation').on(table.organisationId)
	]
);

export const groupSheet = pgTable(
	'groups_sheet',
	{
		...recordColumns(),
		groupId: uuid('group_id')
			.notNull()
			.references(() => group.id),
		year: integer('year').notNull(),
		context: richTextColumn('context'),
		activities: richTextColumn('activities'),
		prospects: richTextColumn('prospects')
	},
	(table) => [unique('groups_sheet_key').on(table.groupId, table.year)]
);

export const roadMapItem = pgTable(
	'groups_road_map_item',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		groupId: uuid('group_id')
			.notNull()
			.references(() => group.id),
		year: integer('year'),
		decidedOn: partialDateColumn('decided_on'),
		position: integer('position'),
		title: text('title').notNull(),
		state: text('state').$type<keyof typeof itemStates>().notNull(),
		owner: text('owner'),
		due: partialDateColumn('due_on'),
		dueLast: lastDay('due_on_last')
	},
	(table) => [index('groups_road_map_item_group').on(table.groupId)]
);

export const deliverable = pgTable(
	'groups_deliverable',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		groupId: uuid('group_id')
			.notNull()
			.references(() => group.id),
		title: text('title').notNull(),
		sort: text('sort'),
		on: partialDateColumn('produced_on'),
		state: text('state').$type<keyof typeof deliverableStates>().notNull(),
		remark: text('remark')
	},
	(table) => [index('groups_deliverable_group').on(table.groupId)]
);

export const attentionPoint = pgTable(
	'groups_attention_point',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		groupId: uuid('group_id')
			.notNull()
			.references(() => group.id),
		title: text('title').notNull(),
		since: partialDateColumn('since_on'),
		state: text('state').$type<keyof typeof attentionStates>().notNull()
	},
	(table) => [index('groups_attention_point_group').on(table.groupId)]
);

export const groupLineage = pgTable(
	'groups_lineage',
	{
		...recordColumns(),
		originId: uuid('origin_id')
			.notNull()
			.references(() => group.id),
		bornId: uuid('born_id')
			.notNull()
			.references(() => group.id),
		nature: text('nature').$type<keyof typeof lineageNatures>().notNull(),
		on: partialDateColumn('happened_on'),
		reason: text('reason')
	},
	(table) => [unique('groups_lineage_key').on(table.originId, table.bornId)]
);
