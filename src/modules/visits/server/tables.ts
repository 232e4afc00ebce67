import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import {
	lastDay,
	partialDateColumn,
	quantityColumn,
	recordColumns,
	richTextColumn
} from '#core/server/columns.ts';
import type { Audience } from '#core/vocabulary.ts';
import { organisation } from '#modules/network/index.ts';
import type { Consent, PassageSection, VisitState } from '../labels.ts';

export const visit = pgTable(
	'visits_visit',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		date: partialDateColumn('date').notNull(),
		dateLast: lastDay('date_last'),
		title: text('title'),
		quote: text('quote'),
		quoteConsented: boolean('quote_consented'),
		state: text('state').$type<VisitState>().notNull(),
		position: integer('position'),
		/** Whom it is for, once it is published. */
		declaredAudience: text('declared_audience').$type<Audience>()
	},
	(table) => [
		index('visits_visit_organisation').on(table.organisationId),
		index('visits_visit_date').on(table.dateLast)
	]
);

/** A paragraph of the account. `audience` is settled by the kernel: what waits for an agreement is for the team. */
export const visitPassage = pgTable(
	'visits_passage',
	{
		...recordColumns(),
		visitId: uuid('visit_id')
			.notNull()
			.references(() => visit.id),
		section: text('section').$type<PassageSection>().notNull(),
		rank: integer('rank').notNull(),
		text: richTextColumn('text').notNull(),
		sensitive: boolean('sensitive'),
		sensitiveBecause: text('sensitive_because'),
		consent: text('consent').$type<Consent>(),
		/** Year of the report that the agreement was given for. */
		consentEdition: integer('consent_edition'),
		/** Audience asked for in the file, before consent narrows it. */
		declaredAudience: text('declared_audience').$type<Audience>()
	},
	(table) => [unique('visits_passage_key').on(table.visitId, table.section, table.rank)]
);

/** A figure or a fact told during the visit, as it was told. */
export const visitFact = pgTable(
	'visits_fact',
	{
		...recordColumns(),
		visitId: uuid('visit_id')
			.notNull()
			.references(() => visit.id),
		rank: integer('rank'),
		label: text('label').notNull(),
		value: quantityColumn('value'),
		text: text('text'),
		unit: text('unit'),
		year: text('year')
	},
	(table) => [
		unique('visits_fact_key').on(table.visitId, table.label, table.year).nullsNotDistinct()
	]
);
