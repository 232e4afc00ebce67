import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { lastDay, partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import type { Audience } from '#core/vocabulary.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, person } from '#modules/network/index.ts';
import { project } from '#modules/projects/index.ts';
import type {
	commitmentStates,
	consents,
	editionStates,
	milestoneNatures,
	openPointNatures,
	textNatures,
	writtenChapters
} from '../labels.ts';

export const edition = pgTable('editions_edition', {
	...recordColumns(),
	year: integer('year').notNull().unique(),
	title: text('title').notNull(),
	subtitle: text('subtitle'),
	cutOffOn: partialDateColumn('cut_off_on').notNull(),
	state: text('state').$type<keyof typeof editionStates>().notNull(),
	place: text('place')
});

export const editionText = pgTable(
	'editions_text',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		editionId: uuid('edition_id')
			.notNull()
			.references(() => edition.id),
		chapter: text('chapter').$type<keyof typeof writtenChapters>().notNull(),
		rank: integer('rank'),
		title: text('title'),
		text: richTextColumn('body').notNull(),
		authorId: uuid('author_id').references(() => person.id),
		authorTitle: text('author_title'),
		on: partialDateColumn('written_on'),
		nature: text('nature').$type<keyof typeof textNatures>().notNull(),
		groupId: uuid('group_id').references(() => group.id),
		projectId: uuid('project_id').references(() => project.id),
		consent: text('consent').$type<keyof typeof consents>(),
		/** Whom its author named; while it waits for an agreement, those who write it read it alone. */
		declaredAudience: text('declared_audience').$type<Audience>()
	},
	(table) => [index('editions_text_edition').on(table.editionId)]
);

export const quotation = pgTable(
	'editions_quotation',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		editionId: uuid('edition_id')
			.notNull()
			.references(() => edition.id),
		chapter: text('chapter').$type<keyof typeof writtenChapters>().notNull(),
		rank: integer('rank'),
		text: text('words').notNull(),
		personId: uuid('person_id').references(() => person.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		groupId: uuid('group_id').references(() => group.id),
		projectId: uuid('project_id').references(() => project.id),
		title: text('title'),
		consent: text('consent').$type<keyof typeof consents>(),
		/** Whom its author named; while it waits for an agreement, those who write it read it alone. */
		declaredAudience: text('declared_audience').$type<Audience>()
	},
	(table) => [index('editions_quotation_edition').on(table.editionId)]
);

export const milestone = pgTable('editions_milestone', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	on: partialDateColumn('happened_on').notNull(),
	onLast: lastDay('happened_on_last'),
	title: text('title').notNull(),
	text: richTextColumn('body'),
	nature: text('nature').$type<keyof typeof milestoneNatures>().notNull(),
	position: integer('position')
});

export const milestoneOrganisation = pgTable(
	'editions_milestone_organisation',
	{
		milestoneId: uuid('milestone_id')
			.notNull()
			.references(() => milestone.id),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id)
	},
	(table) => [primaryKey({ columns: [table.milestoneId, table.organisationId] })]
);

export const commitment = pgTable(
	'editions_commitment',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		editionId: uuid('edition_id')
			.notNull()
			.references(() => edition.id),
		rank: integer('rank').notNull(),
		title: text('title').notNull(),
		text: richTextColumn('body'),
		groupId: uuid('group_id').references(() => group.id),
		projectId: uuid('project_id').references(() => project.id),
		owner: text('owner'),
		due: partialDateColumn('due_on'),
		saidDue: text('said_due'),
		state: text('state').$type<keyof typeof commitmentStates>().notNull()
	},
	(table) => [index('editions_commitment_edition').on(table.editionId)]
);

/** A doubt that only a person can see and settle. */
export const openPoint = pgTable('editions_open_point', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	nature: text('nature').$type<keyof typeof openPointNatures>().notNull(),
	finding: text('finding').notNull(),
	question: text('question').notNull(),
	settle: text('settle').notNull(),
	lines: text('lines')
});
