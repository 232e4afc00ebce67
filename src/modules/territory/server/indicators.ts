import { asc, notInArray } from 'drizzle-orm';
import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { compareFrench } from '#core/words.ts';
import type { placeLevels } from '../labels.ts';
import { latestKnown } from '../rules.ts';
import { findOfficialArrondissement, findOfficialEpci } from './official-lists.ts';
import { listArrondissements } from './queries.ts';
import { commune, epci, indicator, indicatorValue } from './tables.ts';

type Level = keyof typeof placeLevels;

export interface IndicatorValue {
	id: string;
	period: string;
	value: number;
	source: string | null;
	citedBy: string | null;
}
export interface IndicatorLine {
	id: string;
	code: string;
	label: string;
	unit: string;
	definition: string | null;
	/** In the order of the places of the level; null where nothing is known. */
	values: (IndicatorValue | null)[];
}
/** What is known of places of one kind: arrondissements side by side, or EPCI, or communes. */
export interface IndicatorSet {
	level: Level;
	places: { code: string; name: string }[];
	indicators: IndicatorLine[];
}

const LEVELS: Level[] = ['perimeter', 'arrondissement', 'epci', 'commune'];

/** Indicators by level of place, each with its last value known at the end of the year. */
export async function listIndicators(ctx: Context, year: number): Promise<IndicatorSet[]> {
	const indicators = await ctx.db
		.select()
		.from(indicator)
		.orderBy(asc(indicator.position), asc(indicator.label), indicator.id)
		.limit(200);
	const values = await ctx.db
		.select()
		.from(indicatorValue)
		.orderBy(asc(indicatorValue.place), asc(indicatorValue.period), indicatorValue.id)
		.limit(5000);
	const names = await placeNames(ctx);
	return LEVELS.flatMap((level) => {
		const own = values.filter((row) => row.level === level);
		const places = [...new Set(own.map((row) => row.place))]
			.map((code) => ({ code, ...nameOf(ctx, names, level, code) }))
			.sort((a, b) => a.rank - b.rank || compareFrench(a.name, b.name))
			.map(({ code, name }) => ({ code, name }));
		const lines = indicators.flatMap((row) => {
			const line = own.filter((one) => one.indicatorId === row.id);
			const known = places.map(({ code }) =>
				latestKnown(
					line.filter((one) => one.place === code),
					year
				)
			);
			return known.some(Boolean) ? [{ ...pick(row), values: known.map(valueOf) }] : [];
		});
		return lines.length > 0 ? [{ level, places, indicators: lines }] : [];
	});
}

function pick(row: typeof indicator.$inferSelect) {
	return {
		id: row.id,
		code: row.code,
		label: row.label,
		unit: row.unit,
		definition: row.definition
	};
}

function valueOf(row: typeof indicatorValue.$inferSelect | null): IndicatorValue | null {
	if (!row) return null;
	const { id, period, value, source, citedBy } = row;
	return { id, period, value, source, citedBy };
}

type Names = Map<string, { name: string; rank: number }>;

/** Arrondissements rank by population, as in the tables beside; the others by name. */
async function placeNames(ctx: Context): Promise<Names> {
	const arrondissements = await listArrondissements(ctx);
	const epcis = await ctx.db.select({ code: epci.code, name: epci.name }).from(epci);
	const communes = await ctx.db.select({ code: commune.code, name: commune.name }).from(commune);
	const entry = (level: Level, code: string, name: string, rank = 0) =>
		[`${level}/${code}`, { name, rank }] as const;
	return new Map([
		...arrondissements.map((one, rank) => entry('arrondissement', one.code, one.name, rank)),
		...epcis.map((one) => entry('epci', one.code, one.name)),
		...communes.map((one) => entry('commune', one.code, one.name))
	]);
}

function nameOf(ctx: Context, names: Names, level: Level, code: string) {
	const known = names.get(`${level}/${code}`);
	if (known) return known;
	const official =
		level === 'perimeter'
			? ctx.collective.settings.territory
			: level === 'arrondissement'
				? findOfficialArrondissement(code)
				: level === 'epci'
					? findOfficialEpci(code)?.name
					: null;
	return { name: official ?? code, rank: 1000 };
}

/** Indicators of which nothing is known at the end of the year: no table tells them. Nothing when there is none. */
export async function unknownIndicatorBlocks(ctx: Context, year: number): Promise<Block[]> {
	const known = (await listIndicators(ctx, year)).flatMap((set) =>
		set.indicators.map(({ id }) => id)
	);
	const rows = await ctx.db
		.select({ id: indicator.id, label: indicator.label })
		.from(indicator)
		.where(notInArray(indicator.id, known))
		.orderBy(asc(indicator.position), asc(indicator.label), indicator.id)
		.limit(200);
	if (rows.length === 0) return [];
	return [
		{
			kind: 'list',
			title: 'Indicateurs sans valeur connue',
			items: rows.map(({ id, label }) => ({
				content: [label, { record: { kind: 'indicator', id, name: label } }]
			}))
		}
	];
}
