import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { lastDay, partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, person } from '#modules/network/index.ts';
import type { projectNatures, projectStages, stakeholderRoles, stepStates } from '../labels.ts';

export const project = pgTable(
	'projects_project',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		name: text('name').notNull(),
		groupId: uuid('group_id').references(() => group.id),
		nature: text('nature').$type<keyof typeof projectNatures>().notNull(),
		stage: text('stage').$type<keyof typeof projectStages>().notNull(),
		summary: richTextColumn('summary'),
		territory: text('territory'),
		startedOn: partialDateColumn('started_on'),
		endedOn: partialDateColumn('ended_on'),
		position: integer('position')
	},
	(table) => [index('projects_project_group').on(table.groupId)]
);

export const stakeholder = pgTable(
	'projects_stakeholder',
	{
		...recordColumns(),
		projectId: uuid('project_id')
			.notNull()
			.references(() => project.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		personId: uuid('person_id').references(() => person.id),
		role: text('role').$type<keyof typeof stakeholderRoles>().notNull(),
		remark: text('remark')
	},
	(table) => [
		unique('projects_stakeholder_key')
			.on(table.projectId, table.organisationId, table.personId, table.role)
			.nullsNotDistinct(),
		index('projects_stakeholder_organisation').on(table.organisationId)
	]
);

export const projectStep = pgTable(
	'projects_step',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		projectId: uuid('project_id')
			.notNull()
			.references(() => project.id),
		on: partialDateColumn('happens_on'),
		onLast: lastDay('happens_on_last'),
		/** Words of the document when the date is vague: "mi-mai". */
		saidDate: text('said_date'),
		title: text('title').notNull(),
		text: richTextColumn('body'),
		state: text('state').$type<keyof typeof stepStates>().notNull()
	},
	(table) => [index('projects_step_project').on(table.projectId, table.onLast)]
);
