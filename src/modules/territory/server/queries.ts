import { asc, eq } from 'drizzle-orm';
import type { MapBlock } from '#core/blocks.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { compareFrench } from '#core/words.ts';
import { epciOn, type Membership } from '../rules.ts';
import { commune, epci, epciMembership, indicator, indicatorValue } from './tables.ts';

/** Every membership of the perimeter, dated or not. */
export async function listMemberships(ctx: Context): Promise<Membership[]> {
	return ctx.db
		.select({
			communeCode: commune.code,
			epciCode: epciMembership.epciCode,
			from: epciMembership.from,
			until: epciMembership.until
		})
		.from(epciMembership)
		.innerJoin(commune, eq(commune.id, epciMembership.communeId));
}

/** The communes of the perimeter as a map shows them, with their EPCI on that day (`YYYY-MM-DD`). */
export async function communesForMap(ctx: Context, day: string): Promise<MapBlock['communes']> {
	const rows = await ctx.db
		.select({
			code: commune.code,
			name: commune.name,
			longitude: commune.longitude,
			latitude: commune.latitude,
			arrondissement: commune.arrondissementName,
			contour: commune.contour
		})
		.from(commune)
		.orderBy(asc(commune.code));
	const memberships = await listMemberships(ctx);
	const names = new Map(
		(
			await ctx.db
				.select({ code: epci.code, name: epci.name, usualName: epci.usualName })
				.from(epci)
		).map((row) => [row.code, row.usualName ?? row.name])
	);
	return rows.flatMap((row) => {
		if (row.longitude === null || row.latitude === null) return [];
		const name = names.get(epciOn(memberships, row.code, day) ?? '');
		return [
			{
				code: row.code,
				name: row.name,
				longitude: row.longitude,
				latitude: row.latitude,
				...(name ? { epci: name } : {}),
				...(row.arrondissement ? { arrondissement: row.arrondissement } : {}),
				...(row.contour ? { contour: row.contour } : {})
			}
		];
	});
}

export interface EpciLine {
	code: string;
	name: string;
	acronym: string | null;
	nature: string | null;
	population: number | null;
	path: string;
	communes: { code: string; name: string; population: number | null }[];
}

/** The EPCI of the perimeter with their communes on that day, in French order without articles. */
export async function listEpcis(ctx: Context, day: string): Promise<EpciLine[]> {
	const rows = await ctx.db.select().from(epci);
	const communes = await ctx.db
		.select({ code: commune.code, name: commune.name, population: commune.population })
		.from(commune);
	const memberships = await listMemberships(ctx);
	const byEpci = Map.groupBy(communes, (row) => epciOn(memberships, row.code, day) ?? '');
	return rows
		.map((row) => ({
			code: row.code,
			name: row.name,
			acronym: row.acronym,
			nature: row.nature,
			population: row.population,
			path: `/territoire/${row.code}`,
			communes: (byEpci.get(row.code) ?? []).sort((a, b) => compareFrench(a.name, b.name))
		}))
		.sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
}

/** One EPCI with its communes. Refuses (404) an unknown SIREN. */
export async function getEpci(ctx: Context, siren: string, day: string): Promise<EpciLine> {
	const found = (await listEpcis(ctx, day)).find((one) => one.code === siren);
	if (!found) throw absent('Cette intercommunalité n’est pas dans le périmètre.');
	return found;
}

/** Arrondissements of the perimeter: how many communes and inhabitants (population municipale). */
export async function listArrondissements(ctx: Context) {
	const rows = await ctx.db
		.select({
			code: commune.arrondissementCode,
			name: commune.arrondissementName,
			population: commune.population
		})
		.from(commune);
	const byCode = Map.groupBy(rows, (row) => row.code ?? '');
	return [...byCode]
		.filter(([code]) => code !== '')
		.map(([code, own]) => ({
			code,
			name: own[0]?.name ?? code,
			communes: own.length,
			population: own.reduce((sum, row) => sum + (row.population ?? 0), 0)
		}))
		.sort((a, b) => b.population - a.population);
}

/** Indicators in their order, each with its values by place. */
export async function listIndicators(ctx: Context) {
	const indicators = await ctx.db
		.select()
		.from(indicator)
		.orderBy(asc(indicator.position), asc(indicator.label));
	const values = await ctx.db.select().from(indicatorValue).orderBy(asc(indicatorValue.place));
	return indicators.map((row) => ({
		code: row.code,
		label: row.label,
		unit: row.unit,
		definition: row.definition,
		values: values
			.filter((one) => one.indicatorId === row.id)
			.map(({ level, place, period, value, source, citedBy }) => ({
				level,
				place,
				period,
				value,
				source,
				citedBy
			}))
	}));
}
