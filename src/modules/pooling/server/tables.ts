import { doublePrecision, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import {
	lastDay,
	partialDateColumn,
	quantityColumn,
	recordColumns,
	richTextColumn
} from '#core/server/columns.ts';
import { group } from '#modules/groups/index.ts';
import { meeting } from '#modules/meetings/index.ts';
import { organisation, person } from '#modules/network/index.ts';
import { project } from '#modules/projects/index.ts';
import type { FrequencyPeriod, SupportShare, SupportType, SurveyFeedback } from '../labels.ts';

/** An employee whom several structures share. */
export const sharedPost = pgTable('pooling_shared_post', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	title: text('title').notNull(),
	personId: uuid('person_id').references(() => person.id),
	employerId: uuid('employer_id').references(() => organisation.id),
	contract: text('contract'),
	from: partialDateColumn('from_on'),
	until: partialDateColumn('until_on'),
	mission: richTextColumn('mission'),
	findings: richTextColumn('findings')
});

/** A structure served by a shared post, and how often. */
export const sharedPostHost = pgTable(
	'pooling_shared_post_host',
	{
		...recordColumns(),
		postId: uuid('post_id')
			.notNull()
			.references(() => sharedPost.id),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		/** Name as the document writes it. */
		label: text('label'),
		frequencyMin: doublePrecision('frequency_min'),
		frequencyMax: doublePrecision('frequency_max'),
		period: text('period').$type<FrequencyPeriod>().notNull(),
		/** Words of the document: "2/3 fois par mois". */
		frequencyWords: text('frequency_words'),
		position: integer('position')
	},
	(table) => [
		unique('pooling_shared_post_host_key').on(table.postId, table.organisationId),
		index('pooling_shared_post_host_organisation').on(table.organisationId)
	]
);

/** A kind of work done by a shared post. Its quantity is declared; an empty one is lost, not zero. */
export const sharedPostOutput = pgTable(
	'pooling_shared_post_output',
	{
		...recordColumns(),
		postId: uuid('post_id')
			.notNull()
			.references(() => sharedPost.id),
		rank: integer('rank').notNull(),
		title: text('title').notNull(),
		quantity: quantityColumn('quantity'),
		quantityWords: text('quantity_words')
	},
	(table) => [unique('pooling_shared_post_output_key').on(table.postId, table.title)]
);

/** A support that several structures follow together (DLA, training, study). */
export const support = pgTable(
	'pooling_support',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		title: text('title').notNull(),
		type: text('type').$type<SupportType>().notNull(),
		providerId: uuid('provider_id').references(() => organisation.id),
		groupId: uuid('group_id').references(() => group.id),
		projectId: uuid('project_id').references(() => project.id),
		signedOn: partialDateColumn('signed_on'),
		from: partialDateColumn('from_on'),
		until: partialDateColumn('until_on'),
		days: quantityColumn('days'),
		text: richTextColumn('text')
	},
	(table) => [
		index('pooling_support_group').on(table.groupId),
		index('pooling_support_project').on(table.projectId)
	]
);

export const supportParticipant = pgTable(
	'pooling_support_participant',
	{
		...recordColumns(),
		supportId: uuid('support_id')
			.notNull()
			.references(() => support.id),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		share: text('share').$type<SupportShare>()
	},
	(table) => [
		unique('pooling_support_participant_key').on(table.supportId, table.organisationId),
		index('pooling_support_participant_organisation').on(table.organisationId)
	]
);

/** A survey of the members, and whether its results were told back to them. */
export const survey = pgTable('pooling_survey', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	title: text('title').notNull(),
	date: partialDateColumn('date'),
	dateLast: lastDay('date_last'),
	groupId: uuid('group_id').references(() => group.id),
	meetingId: uuid('meeting_id').references(() => meeting.id),
	subject: richTextColumn('subject'),
	feedback: text('feedback').$type<SurveyFeedback>().notNull(),
	result: richTextColumn('result')
});
