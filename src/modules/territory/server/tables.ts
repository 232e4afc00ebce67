import {
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { GeoShape } from '#core/blocks.ts';
import { partialDateColumn, recordColumns } from '#core/server/columns.ts';
import type { placeLevels } from '../labels.ts';

/** A commune of the perimeter. Names, EPCI and populations are those of one vintage of the official lists. */
export const commune = pgTable('territory_commune', {
	...recordColumns(),
	/** INSEE code: text of five signs, never a postal code. */
	code: text('code').notNull().unique(),
	name: text('name').notNull(),
	arrondissementCode: text('arrondissement_code'),
	arrondissementName: text('arrondissement_name'),
	departmentCode: text('department_code'),
	/** Population municipale of the vintage. */
	population: integer('population'),
	postalCodes: jsonb('postal_codes').$type<string[]>().notNull().default([]),
	longitude: doublePrecision('longitude'),
	latitude: doublePrecision('latitude'),
	contour: jsonb('contour').$type<GeoShape>()
});

export const epci = pgTable('territory_epci', {
	...recordColumns(),
	/** SIREN. */
	code: text('code').notNull().unique(),
	name: text('name').notNull(),
	nature: text('nature'),
	population: integer('population'),
	acronym: text('acronym'),
	usualName: text('usual_name'),
	/** Code of its record in the directory, which stands above this module. */
	organisationCode: text('organisation_code')
});

export const epciMembership = pgTable(
	'territory_epci_membership',
	{
		...recordColumns(),
		communeId: uuid('commune_id')
			.notNull()
			.references(() => commune.id),
		epciCode: text('epci_code').notNull(),
		from: partialDateColumn('from_on'),
		/** Exclusive. */
		until: partialDateColumn('until_on')
	},
	(table) => [
		unique('territory_epci_membership_key')
			.on(table.communeId, table.epciCode, table.from)
			.nullsNotDistinct(),
		index('territory_epci_membership_epci').on(table.epciCode)
	]
);

export const indicator = pgTable('territory_indicator', {
	...recordColumns(),
	code: text('code').notNull().unique(),
	label: text('label').notNull(),
	unit: text('unit').notNull(),
	position: integer('position'),
	definition: text('definition')
});

export const indicatorValue = pgTable(
	'territory_indicator_value',
	{
		...recordColumns(),
		indicatorId: uuid('indicator_id')
			.notNull()
			.references(() => indicator.id),
		level: text('level').$type<keyof typeof placeLevels>().notNull(),
		place: text('place').notNull(),
		/** "2018" or "2013-2018". */
		period: text('period').notNull(),
		value: doublePrecision('value').notNull(),
		citedBy: text('cited_by')
	},
	(table) => [
		unique('territory_indicator_value_key').on(
			table.indicatorId,
			table.level,
			table.place,
			table.period
		)
	]
);
