import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { lastDay, partialDateColumn, recordColumns, richTextColumn } from '#core/server/columns.ts';
import { group } from '#modules/groups/index.ts';
import { meeting } from '#modules/meetings/index.ts';
import { organisation } from '#modules/network/index.ts';
import { project } from '#modules/projects/index.ts';
import type { DocumentNature } from '../labels.ts';

/** A document of the collective: its file, or where it is read, and what it is about. */
export const document = pgTable(
	'documents_document',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		title: text('title').notNull(),
		nature: text('nature').$type<DocumentNature>().notNull(),
		date: partialDateColumn('date'),
		dateLast: lastDay('date_last'),
		/** `fichiers/<sha256>/<name>`: the bytes are in `core_file`. */
		file: text('file'),
		address: text('address'),
		summary: richTextColumn('summary'),
		groupId: uuid('group_id').references(() => group.id),
		meetingId: uuid('meeting_id').references(() => meeting.id),
		organisationId: uuid('organisation_id').references(() => organisation.id),
		projectId: uuid('project_id').references(() => project.id)
	},
	(table) => [
		index('documents_document_date').on(table.dateLast.desc()),
		index('documents_document_group').on(table.groupId),
		index('documents_document_meeting').on(table.meetingId),
		index('documents_document_organisation').on(table.organisationId),
		index('documents_document_project').on(table.projectId)
	]
);
