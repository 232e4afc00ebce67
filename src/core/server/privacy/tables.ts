import { index, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import type { Right, RequestState } from '../../rights.ts';
import type { Audience } from '../../vocabulary.ts';

const id = () =>
	uuid('id')
		.primaryKey()
		.$defaultFn(() => uuidv7());
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Somebody asks for one of their rights (GDPR, articles 15 to 21): what, when, until when, and what was answered. */
export const rightRequest = pgTable(
	'core_privacy_request',
	{
		id: id(),
		right: text('asked_right').$type<Right>().notNull(),
		/** Person of the directory; no foreign key, so that the request survives what it asks for. */
		personId: uuid('person_id'),
		account: text('account'),
		name: text('name').notNull(),
		/** Where the answer goes; emptied by the erasure. */
		address: text('address'),
		words: text('words'),
		/** How it came, and how the team made sure of who asks. */
		receivedBy: text('received_by').notNull(),
		identity: text('identity').notNull(),
		receivedAt: instant('received_at').notNull(),
		/** Civil day by which it must be answered. */
		dueOn: text('due_on').notNull(),
		state: text('state').$type<RequestState>().notNull(),
		answer: text('answer'),
		answeredAt: instant('answered_at'),
		answeredBy: text('answered_by')
	},
	(table) => [
		index('core_privacy_request_due').on(table.state, table.dueOn),
		index('core_privacy_request_person').on(table.personId)
	]
);

/** Somebody was erased. Fingerprints only: enough to know them again in an import, not to name them. */
export const erased = pgTable(
	'core_privacy_erased',
	{
		/** The person, who stays in the directory as nobody. */
		personId: uuid('person_id').primaryKey(),
		codeMark: text('code_mark').notNull(),
		/** Several, a blank between: one by way to write the name; erasures of before keep one. */
		nameMark: text('name_mark').notNull(),
		at: instant('at').notNull(),
		by: text('erased_by').notNull(),
		reason: text('reason').notNull()
	},
	(table) => [
		index('core_privacy_erased_code').on(table.codeMark),
		index('core_privacy_erased_name').on(table.nameMark)
	]
);

/** A term is suspended: a lawsuit, a control by a funder. */
export const termHold = pgTable('core_privacy_hold', {
	id: id(),
	term: text('term').notNull(),
	reason: text('reason').notNull(),
	at: instant('at').notNull(),
	by: text('held_by').notNull(),
	endedAt: instant('ended_at'),
	endedBy: text('ended_by')
});

/** What a term made the daily work forget. */
export const termRun = pgTable(
	'core_privacy_term_run',
	{
		id: id(),
		term: text('term').notNull(),
		at: instant('at').notNull(),
		forgotten: integer('forgotten').notNull()
	},
	(table) => [index('core_privacy_term_run_at').on(table.at.desc())]
);

/** Somebody opened a record kept to few: once per hour. */
export const opening = pgTable(
	'core_privacy_opening',
	{
		id: id(),
		at: instant('at').notNull(),
		/** `2024-03-13T11`. */
		hour: text('hour').notNull(),
		account: text('account').notNull(),
		name: text('name').notNull(),
		/** Role that lets them read it, in French, and in whose name they worked. */
		actingAs: text('acting_as').notNull(),
		kind: text('kind').notNull(),
		/** Null when a whole file was taken away. */
		recordId: uuid('record_id'),
		audience: text('audience').$type<Audience>().notNull(),
		/** French: "la fiche", "l’historique", "le tableau exporté". */
		what: text('what').notNull()
	},
	(table) => [
		unique('core_privacy_opening_once')
			.on(table.account, table.kind, table.recordId, table.hour, table.what)
			.nullsNotDistinct(),
		index('core_privacy_opening_record').on(table.kind, table.recordId),
		index('core_privacy_opening_at').on(table.at.desc())
	]
);
