import { sql } from 'drizzle-orm';
import {
	boolean,
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
import type { Mail, MailBlock, MailCategory, MailState } from '../../mail.ts';
import type { Audience } from '../../vocabulary.ts';
import type { Rhythm } from '../../rhythms.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Every mail, written in the transaction of the act that causes it; sent afterwards, from here. */
export const mailTable = pgTable(
	'core_mail',
	{
		id: uuid('id').primaryKey(),
		/** Same at each try, so that a mail received twice is shown once (RFC 5322, 3.6.4). */
		messageId: text('message_id').notNull().unique(),
		dedupeKey: text('dedupe_key').unique(),
		category: text('category').$type<MailCategory>().notNull(),
		list: text('list'),
		toName: text('to_name'),
		toAddress: text('to_address').notNull(),
		personId: uuid('person_id'),
		account: text('account'),
		subject: text('subject').notNull(),
		text: jsonb('text').$type<MailBlock[]>().notNull(),
		/** Null once a secret link has been handed over. */
		action: jsonb('action').$type<Mail['action']>(),
		/** Who may read its words, beside its addressee: a digest tells what only its reader may know. */
		audience: text('audience').$type<Audience>().notNull().default('team'),
		/** The record that it tells of; null for what concerns an account, or several records. */
		kind: text('kind'),
		recordId: uuid('record_id'),
		secret: boolean('secret').notNull().default(false),
		createdAt: instant('created_at').notNull(),
		createdBy: text('created_by').notNull(),
		until: instant('until'),
		state: text('state').$type<MailState>().notNull(),
		tries: integer('tries').notNull().default(0),
		/** When a mail in the queue may be tried; null for the others. */
		nextAt: instant('next_at'),
		/** The try under way: whose it is, and when it counts as lost. */
		claim: uuid('claim'),
		claimedUntil: instant('claimed_until'),
		acceptedAt: instant('accepted_at')
	},
	(table) => [
		index('core_mail_due').on(table.state, table.nextAt),
		index('core_mail_created').on(table.createdAt.desc(), table.id.desc()),
		index('core_mail_person').on(table.personId),
		index('core_mail_account').on(table.account),
		index('core_mail_address').on(sql`lower(${table.toAddress})`)
	]
);

/** What happened to a mail, step by step. */
export const mailStep = pgTable(
	'core_mail_step',
	{
		id: uuid('id')
			.primaryKey()
			.$defaultFn(() => uuidv7()),
		mailId: uuid('mail_id')
			.notNull()
			.references(() => mailTable.id, { onDelete: 'cascade' }),
		at: instant('at').notNull(),
		state: text('state').$type<MailState>().notNull(),
		/** French sentence. */
		said: text('said').notNull(),
		/** What the mail server answered, as it wrote it. */
		answer: text('answer'),
		actor: text('actor')
	},
	(table) => [index('core_mail_step_mail').on(table.mailId, table.at)]
);

/**
 * An address that its server refuses for good: nothing more is written to it, until somebody corrects it or asks for a new start. At
 * most one row per address, in lower case.
 */
export const mailStop = pgTable(
	'core_mail_stop',
	{
		address: text('address').primaryKey(),
		/** The account it is that of; null for a guest or somebody invited. */
		account: text('account'),
		since: instant('since').notNull(),
		/** French sentence. */
		said: text('said').notNull(),
		/** The mail whose refusal stopped it. */
		mailId: uuid('mail_id')
			.notNull()
			.references(() => mailTable.id, { onDelete: 'cascade' })
	},
	(table) => [index('core_mail_stop_account').on(table.account)]
);

/** The rhythm somebody chose for a list; no row: the usual one. */
export const mailRhythm = pgTable(
	'core_mail_rhythm',
	{
		account: text('account').notNull(),
		/** `all`, `named`, or `group:gt5`. */
		list: text('list').notNull(),
		rhythm: text('rhythm').$type<Rhythm>().notNull(),
		changedAt: instant('changed_at').notNull()
	},
	(table) => [primaryKey({ columns: [table.account, table.list] })]
);

/** Up to when each list has been told to each reader: nothing twice, nothing forgotten, whatever the rhythm. */
export const mailTold = pgTable(
	'core_mail_told',
	{
		account: text('account').notNull(),
		list: text('list').notNull(),
		until: instant('until').notNull()
	},
	(table) => [primaryKey({ columns: [table.account, table.list] })]
);
