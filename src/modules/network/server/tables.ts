import {
	boolean,
	doublePrecision,
	index,
	integer,
	pgTable,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import {
	centsColumn,
	partialDateColumn,
	quantityColumn,
	recordColumns,
	richTextColumn
} from '#core/server/columns.ts';
import { commune } from '#modules/territory/index.ts';
import type { organisationNatures, roleFunctions, spellingNatures } from '../labels.ts';

export const organisation = pgTable('network_organisation', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	name: text('name').notNull(),
	fullName: text('full_name'),
	nature: text('nature').$type<keyof typeof organisationNatures>().notNull(),
	/** An attribute, not unique: two structures can share one. */
	siret: text('siret'),
	address: text('address'),
	postalCode: text('postal_code'),
	/** Town as the document writes it; `communeId` is the official one. */
	city: text('city'),
	communeId: uuid('commune_id').references(() => commune.id),
	website: text('website'),
	activities: text('activities'),
	foundedOn: partialDateColumn('founded_on'),
	founder: text('founder'),
	presentation: richTextColumn('presentation'),
	position: integer('position')
});

export const person = pgTable('network_person', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	firstName: text('first_name'),
	lastName: text('last_name'),
	remark: text('remark')
});

/** A dated function of a person in an organisation. Nothing is overwritten: an end date closes it. */
export const role = pgTable(
	'network_role',
	{
		...recordColumns(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		function: text('function').$type<keyof typeof roleFunctions>().notNull(),
		title: text('title'),
		field: text('field'),
		from: partialDateColumn('from_on'),
		until: partialDateColumn('until_on'),
		position: integer('position')
	},
	(table) => [
		unique('network_role_key')
			.on(table.personId, table.organisationId, table.function, table.title)
			.nullsNotDistinct(),
		index('network_role_organisation').on(table.organisationId)
	]
);

export const membership = pgTable(
	'network_membership',
	{
		...recordColumns(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		from: partialDateColumn('from_on'),
		until: partialDateColumn('until_on'),
		college: text('college'),
		reason: text('reason'),
		expectations: text('expectations')
	},
	(table) => [
		unique('network_membership_key').on(table.organisationId, table.from).nullsNotDistinct()
	]
);

export const yearlySheet = pgTable(
	'network_yearly_sheet',
	{
		...recordColumns(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		year: integer('year').notNull(),
		jobs: quantityColumn('jobs'),
		fullTimeEquivalents: doublePrecision('full_time_equivalents'),
		insertionJobs: quantityColumn('insertion_jobs'),
		volunteers: quantityColumn('volunteers'),
		adherents: quantityColumn('adherents'),
		beneficiaries: quantityColumn('beneficiaries'),
		turnoverCents: centsColumn('turnover_cents'),
		budgetCents: centsColumn('budget_cents'),
		remark: text('remark')
	},
	(table) => [unique('network_yearly_sheet_key').on(table.organisationId, table.year)]
);

/** A spelling met in a document. `recognised`: an alias of the same thing; otherwise a person must say. */
export const spelling = pgTable(
	'network_spelling',
	{
		...recordColumns(),
		nature: text('nature').$type<keyof typeof spellingNatures>().notNull(),
		code: text('code').notNull(),
		text: text('text').notNull(),
		recognised: boolean('recognised'),
		where: text('where_seen')
	},
	(table) => [unique('network_spelling_key').on(table.nature, table.code, table.text)]
);
