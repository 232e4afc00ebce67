import { sql } from 'drizzle-orm';
import {
	customType,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uuid
} from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import type { PartialDate } from '../partial-date.ts';
import type { Audience } from '../vocabulary.ts';
import type { CollectiveSettings } from './context.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Each import that wrote something: what it held, so that it can be told, compared with the next, and undone. */
export const importRun = pgTable('core_import', {
	id: uuid('id').primaryKey(),
	/** How people call it: 1, 2, 3… in the order of imports. */
	number: integer('number').notNull().unique(),
	at: timestamp('at', { withTimezone: true }).notNull(),
	actor: text('actor').notNull(),
	/** Folder it was read from, as the machine knows it. */
	folder: text('folder').notNull(),
	/** Year of the manifest. */
	year: integer('year'),
	counts: jsonb('counts').$type<Record<string, number>>().notNull(),
	/** Kind → identifiers of the rows that the folder holds, or held and that stay. */
	held: jsonb('held').$type<Record<string, string[]>>().notNull().default({}),
	/** Null when this import created the collective. */
	settingsBefore: jsonb('settings_before').$type<CollectiveSettings>(),
	settingsAfter: jsonb('settings_after').$type<CollectiveSettings>(),
	undoneAt: timestamp('undone_at', { withTimezone: true }),
	undoneBy: text('undone_by')
});

/** Every act, written in the same transaction as the change it tells. Never edited. */
export const journal = pgTable(
	'core_journal',
	{
		id: uuid('id')
			.primaryKey()
			.$defaultFn(() => uuidv7()),
		at: timestamp('at', { withTimezone: true }).notNull(),
		actor: text('actor').notNull(),
		/** The account that acted, when one did: two people may bear the same name. */
		account: text('account'),
		/** The organisation or group that the person said to act for. */
		onBehalfOf: text('on_behalf_of'),
		/** `organisation.created`, `import.done`. */
		event: text('event').notNull(),
		kind: text('kind'),
		recordId: uuid('record_id'),
		audience: text('audience').$type<Audience>().notNull().default('team'),
		/** Field → [before, after] for a change; the whole row, under `row`, for a removal. */
		data: jsonb('data').$type<Record<string, unknown>>().notNull().default({}),
		/** The unit of work that wrote the line, with all that it did besides. */
		act: uuid('act')
			.notNull()
			.$defaultFn(() => uuidv7()),
		/** The import that this act is part of, or that it undoes. */
		importId: uuid('import_id').references(() => importRun.id)
	},
	(table) => [
		index('core_journal_import').on(table.importId),
		index('core_journal_act').on(table.act),
		index('core_journal_at').on(table.at.desc(), table.id.desc()),
		index('core_journal_record').on(table.kind, table.recordId)
	]
);

/** What search finds: one row per indexed record, refreshed in the transaction that changes it. */
export const searchEntry = pgTable(
	'core_search_entry',
	{
		kind: text('kind').notNull(),
		recordId: uuid('record_id').notNull(),
		title: text('title').notNull(),
		line: text('line').notNull(),
		path: text('path').notNull(),
		audience: text('audience').$type<Audience>().notNull(),
		archivedOn: text('archived_on').$type<PartialDate>(),
		/** Without accents or ligatures, lower case: both sides of a search are treated alike. */
		plainTitle: text('plain_title').notNull(),
		plainBody: text('plain_body').notNull(),
		terms: tsvector('terms').generatedAlwaysAs(
			sql`setweight(to_tsvector('french'::regconfig, plain_title), 'A') || setweight(to_tsvector('french'::regconfig, plain_body), 'C')`
		)
	},
	(table) => [
		primaryKey({ columns: [table.kind, table.recordId] }),
		index('core_search_entry_terms').using('gin', table.terms),
		index('core_search_entry_path').on(table.path)
	]
);

/**
 * Kinds of records that were open to all by default when Fanal was brought to the present: the team is asked once whether they
 * stay so. A new installation has none. Who answered is in the journal.
 */
export const opennessQuestion = pgTable('core_openness_question', {
	kind: text('kind').primaryKey(),
	/** `kept` or `closed`; null until somebody answers. */
	answer: text('answer').$type<'kept' | 'closed'>(),
	answeredAt: timestamp('answered_at', { withTimezone: true })
});
