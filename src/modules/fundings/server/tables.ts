import { index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { centsColumn, lastDay, partialDateColumn, recordColumns } from '#core/server/columns.ts';
import { group } from '#modules/groups/index.ts';
import { organisation } from '#modules/network/index.ts';
import { project } from '#modules/projects/index.ts';
import type { agreementStates, fundingStates, fundingTypes } from '../labels.ts';

export const funding = pgTable(
	'fundings_funding',
	{
		...recordColumns(),
		code: text('code').notNull().unique(),
		title: text('title').notNull(),
		type: text('type').$type<keyof typeof fundingTypes>().notNull(),
		funderId: uuid('funder_id').references(() => organisation.id),
		projectId: uuid('project_id').references(() => project.id),
		groupId: uuid('group_id').references(() => group.id),
		applicantId: uuid('applicant_id').references(() => organisation.id),
		askedCents: centsColumn('asked_cents'),
		grantedCents: centsColumn('granted_cents'),
		purpose: text('purpose')
	},
	(table) => [
		index('fundings_funding_group').on(table.groupId),
		index('fundings_funding_project').on(table.projectId)
	]
);

/** A dated state: nothing is overwritten. */
export const fundingStep = pgTable(
	'fundings_step',
	{
		...recordColumns(),
		fundingId: uuid('funding_id')
			.notNull()
			.references(() => funding.id),
		state: text('state').$type<keyof typeof fundingStates>().notNull(),
		on: partialDateColumn('reached_on'),
		onLast: lastDay('reached_on_last'),
		saidDate: text('said_date'),
		remark: text('remark')
	},
	(table) => [unique('fundings_step_key').on(table.fundingId, table.state)]
);

/** A multi-year agreement with a public partner (EPCI). */
export const agreement = pgTable('fundings_agreement', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	partyId: uuid('party_id')
		.notNull()
		.references(() => organisation.id),
	purpose: text('purpose').notNull(),
	state: text('state').$type<keyof typeof agreementStates>().notNull(),
	from: partialDateColumn('from_on'),
	until: partialDateColumn('until_on'),
	yearlyCents: centsColumn('yearly_cents'),
	counterpart: text('counterpart')
});
