import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { lastDay, partialDateColumn, recordColumns } from '#core/server/columns.ts';
import { group } from '#modules/groups/index.ts';
import { meeting } from '#modules/meetings/index.ts';
import { organisation } from '#modules/network/index.ts';
import { visit } from '#modules/visits/index.ts';
import type { NeedSense, NeedState, NeedTheme, NeedVoice } from '../labels.ts';

/** Something asked for, or offered, by one or several organisations, and what became of it. */
export const need = pgTable(
	'needs_need',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		sense: text('sense').$type<NeedSense>().notNull(),
		title: text('title').notNull(),
		/** Words of the person, short. */
		words: text('words'),
		theme: text('theme').$type<NeedTheme>().notNull(),
		voice: text('voice').$type<NeedVoice>().notNull(),
		visitId: uuid('visit_id').references(() => visit.id),
		meetingId: uuid('meeting_id').references(() => meeting.id),
		groupId: uuid('group_id').references(() => group.id),
		date: partialDateColumn('date'),
		dateLast: lastDay('date_last'),
		state: text('state').$type<NeedState>().notNull(),
		answer: text('answer')
	},
	(table) => [
		index('needs_need_theme').on(table.theme),
		index('needs_need_visit').on(table.visitId),
		index('needs_need_meeting').on(table.meetingId),
		index('needs_need_group').on(table.groupId)
	]
);

/** Who asks, or offers. */
export const needOrganisation = pgTable(
	'needs_need_organisation',
	{
		needId: uuid('need_id')
			.notNull()
			.references(() => need.id, { onDelete: 'cascade' }),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id)
	},
	(table) => [
		primaryKey({ columns: [table.needId, table.organisationId] }),
		index('needs_need_organisation_organisation').on(table.organisationId)
	]
);
