import {
	boolean,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import { partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, person } from '#modules/network/index.ts';
import type { QuestionType } from '../labels.ts';

/** Questions put to members or partners, for some time. */
export const questionnaire = pgTable(
	'questionnaires_questionnaire',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		title: text('title').notNull(),
		introduction: richTextColumn('introduction'),
		groupId: uuid('group_id').references(() => group.id),
		opensOn: partialDateColumn('opens_on'),
		closesOn: partialDateColumn('closes_on'),
		/** Answers bear no name. */
		unnamed: boolean('unnamed')
	},
	(table) => [index('questionnaires_questionnaire_group').on(table.groupId)]
);

export const question = pgTable(
	'questionnaires_question',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		questionnaireId: uuid('questionnaire_id')
			.notNull()
			.references(() => questionnaire.id),
		rank: integer('rank').notNull(),
		wording: text('wording').notNull(),
		type: text('type').$type<QuestionType>().notNull(),
		required: boolean('required'),
		/** `Le matin | Le soir`. */
		choices: text('choices'),
		unit: text('unit')
	},
	(table) => [index('questionnaires_question_of').on(table.questionnaireId, table.rank)]
);

/** One filled questionnaire: from somebody of the directory, from a guest, or without a name. */
export const answerSheet = pgTable(
	'questionnaires_sheet',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		questionnaireId: uuid('questionnaire_id')
			.notNull()
			.references(() => questionnaire.id),
		personId: uuid('person_id').references(() => person.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		/** Name of a guest, as the link that they hold says it. */
		respondent: text('respondent'),
		answeredOn: partialDateColumn('answered_on').notNull(),
		/** The link that it came by: its holder corrects it. Null for an answer without a name. */
		linkId: uuid('link_id').unique()
	},
	(table) => [
		index('questionnaires_sheet_of').on(table.questionnaireId),
		unique('questionnaires_sheet_person').on(table.questionnaireId, table.personId)
	]
);

/**
 * Who has answered a questionnaire whose answers bear no name: a keyed mark of the person or of the link, and nothing that leads to a
 * sheet. Once each, whatever comes at the same instant.
 */
export const answered = pgTable(
	'questionnaires_answered',
	{
		questionnaireId: uuid('questionnaire_id')
			.notNull()
			.references(() => questionnaire.id, { onDelete: 'cascade' }),
		mark: text('mark').notNull()
	},
	(table) => [primaryKey({ columns: [table.questionnaireId, table.mark] })]
);

export const answer = pgTable(
	'questionnaires_answer',
	{
		...recordColumns(),
		sheetId: uuid('sheet_id')
			.notNull()
			.references(() => answerSheet.id, { onDelete: 'cascade' }),
		questionId: uuid('question_id')
			.notNull()
			.references(() => question.id),
		value: text('value').notNull()
	},
	(table) => [
		unique('questionnaires_answer_key').on(table.sheetId, table.questionId),
		index('questionnaires_answer_question').on(table.questionId)
	]
);
