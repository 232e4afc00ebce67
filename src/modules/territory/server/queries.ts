import { and, asc, eq } from 'drizzle-orm';
import type { MapBlock } from '#core/blocks.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { nameable } from '#core/server/permissions.ts';
import type { Audience } from '#core/vocabulary.ts';
import { compareFrench } from '#core/words.ts';
import { epciPath } from '../paths.ts';
import { epciOn, type Membership } from '../rules.ts';
import { findOfficialEpci } from './official-lists.ts';
import { commune, epci, epciMembership } from './tables.ts';

/** Every membership of the perimeter that the actor may read, dated or not, by the code of its commune. */
export async function listMemberships(ctx: Context): Promise<Membership[]> {
	return ctx.db
		.select({
			id: epciMembership.id,
			communeCode: commune.code,
			epciCode: epciMembership.epciCode,
			from: epciMembership.from,
			until: epciMembership.until
		})
		.from(epciMembership)
		.innerJoin(commune, and(eq(commune.id, epciMembership.communeId), nameable(ctx, commune)))
		.where(nameable(ctx, epciMembership))
		.orderBy(
			asc(commune.code),
			asc(epciMembership.epciCode),
			asc(epciMembership.from),
			epciMembership.id
		);
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
		const code = epciOn(memberships, row.code, day);
		const name = code ? (names.get(code) ?? findOfficialEpci(code)?.name) : undefined;
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

export interface CommuneLine {
	id: string;
	code: string;
	name: string;
	population: number | null;
	postalCodes: string[];
}
export interface EpciLine {
	id: string;
	code: string;
	name: string;
	usualName: string | null;
	acronym: string | null;
	nature: string | null;
	audience: Audience;
	/** Population municipale of the whole EPCI in the official list of the vintage. */
	population: number | null;
	/** Code of its record in the directory. */
	organisationCode: string | null;
	path: string;
	/** Communes of the perimeter, in French order without their article. */
	communes: CommuneLine[];
}
export interface Perimeter {
	/** The EPCI of the perimeter, the most populated first. */
	epcis: EpciLine[];
	/** Communes that another EPCI held on that day, or none. */
	elsewhere: { commune: CommuneLine; epciCode: string | null; epci: string | null }[];
}

/** The perimeter on a day (`YYYY-MM-DD`): each EPCI with its communes, and the communes that are in none of them. */
export async function readPerimeter(ctx: Context, day: string): Promise<Perimeter> {
	const rows = await ctx.db.select().from(epci).where(nameable(ctx, epci));
	const communes = await ctx.db
		.select({
			id: commune.id,
			code: commune.code,
			name: commune.name,
			population: commune.population,
			postalCodes: commune.postalCodes
		})
		.from(commune)
		.where(nameable(ctx, commune));
	communes.sort((a, b) => compareFrench(a.name, b.name));
	const memberships = await listMemberships(ctx);
	const of = new Map(communes.map((row) => [row.code, epciOn(memberships, row.code, day)]));
	const known = new Set(rows.map((row) => row.code));
	return {
		epcis: rows
			.map(({ source: _source, version: _version, ...row }) => ({
				...row,
				path: epciPath(row.code),
				communes: communes.filter((one) => of.get(one.code) === row.code)
			}))
			.filter((row) => row.communes.length > 0)
			.sort((a, b) => (b.population ?? 0) - (a.population ?? 0)),
		elsewhere: communes
			.filter((one) => !known.has(of.get(one.code) ?? ''))
			.map((one) => {
				const epciCode = of.get(one.code) ?? null;
				return {
					commune: one,
					epciCode,
					epci: epciCode ? (findOfficialEpci(epciCode)?.name ?? epciCode) : null
				};
			})
	};
}

/** One EPCI with its communes on that day. Refuses (404) an unknown SIREN. */
export async function getEpci(ctx: Context, siren: string, day: string): Promise<EpciLine> {
	const found = (await readPerimeter(ctx, day)).epcis.find((one) => one.code === siren);
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
