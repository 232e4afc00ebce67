import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Official lists of France (INSEE COG, DGCL) from the npm package @etalab/decoupage-administratif: names,
 * arrondissements, populations, members of each EPCI. Its own entry reads relative to the current folder, so
 * the files are read by path. Licence Ouverte.
 */
const communeSchema = z.object({
	code: z.string(),
	nom: z.string(),
	type: z.string(),
	arrondissement: z.string().optional(),
	departement: z.string().optional(),
	population: z.number().optional(),
	codesPostaux: z.array(z.string()).optional(),
	/** Present commune of a delegated or associated one. */
	chefLieu: z.string().optional(),
	/** Codes of the communes that were merged into it, or its own of another department. */
	anciensCodes: z.array(z.string()).optional()
});
const epciSchema = z.object({
	code: z.string(),
	nom: z.string(),
	type: z.string(),
	populationMunicipale: z.number().optional(),
	membres: z.array(z.object({ code: z.string() }))
});
const arrondissementSchema = z.object({ code: z.string(), nom: z.string() });

export interface OfficialCommune {
	code: string;
	name: string;
	arrondissementCode: string | null;
	arrondissementName: string | null;
	departmentCode: string | null;
	population: number | null;
	postalCodes: string[];
}
export interface OfficialEpci {
	code: string;
	name: string;
	nature: string;
	population: number | null;
	communes: string[];
}

/** Year of the lists: populations and names are those in force that year. */
export const VINTAGE = 2026;

let communes: Map<string, z.infer<typeof communeSchema>> | undefined;
let arrondissements: Map<string, string> | undefined;
let epcis: Map<string, OfficialEpci> | undefined;

/** The commune of that INSEE code; an old code (merged, delegated) leads to the commune of today. */
export function findOfficialCommune(code: string): OfficialCommune | null {
	communes ??= byCode(z.array(communeSchema).parse(readList('communes')));
	const row = communes.get(code);
	if (!row) return null;
	if (row.type !== 'commune-actuelle')
		return row.chefLieu && row.chefLieu !== code ? findOfficialCommune(row.chefLieu) : null;
	return {
		code: row.code,
		name: row.nom,
		arrondissementCode: row.arrondissement ?? null,
		arrondissementName: findOfficialArrondissement(row.arrondissement ?? ''),
		departmentCode: row.departement ?? null,
		population: row.population ?? null,
		postalCodes: row.codesPostaux ?? []
	};
}

/** Name of the arrondissement of that code (`596`). */
export function findOfficialArrondissement(code: string): string | null {
	arrondissements ??= new Map(
		z
			.array(arrondissementSchema)
			.parse(readList('arrondissements'))
			.map((row) => [row.code, row.nom])
	);
	return arrondissements.get(code) ?? null;
}

/** The EPCI of that SIREN. */
export function findOfficialEpci(siren: string): OfficialEpci | null {
	return allEpcis().get(siren) ?? null;
}

/** SIREN of the EPCI of each commune, in the vintage. */
export function officialEpciByCommune(): Map<string, string> {
	return new Map(
		[...allEpcis().values()].flatMap((one) => one.communes.map((code) => [code, one.code] as const))
	);
}

function allEpcis(): Map<string, OfficialEpci> {
	epcis ??= new Map(
		z
			.array(epciSchema)
			.parse(readList('epci'))
			.map((row) => [
				row.code,
				{
					code: row.code,
					name: row.nom,
					nature: row.type,
					population: row.populationMunicipale ?? null,
					communes: row.membres.map((one) => one.code)
				}
			])
	);
	return epcis;
}

/** Old codes first, then delegated communes, then those of today: the last of a code is the one kept. */
function byCode(rows: z.infer<typeof communeSchema>[]): Map<string, z.infer<typeof communeSchema>> {
	const isToday = (row: { type: string }) => row.type === 'commune-actuelle';
	const today = rows.filter(isToday);
	return new Map([
		...today.flatMap((row) => (row.anciensCodes ?? []).map((old) => [old, row] as const)),
		...rows.filter((row) => !isToday(row)).map((row) => [row.code, row] as const),
		...today.map((row) => [row.code, row] as const)
	]);
}

function readList(name: string): unknown {
	const inside = `@etalab/decoupage-administratif/data/${name}.json`;
	return JSON.parse(readFileSync(pathOf(inside), 'utf8'));
}

function pathOf(inside: string): string {
	try {
		return createRequire(import.meta.url).resolve(inside);
	} catch {
		// Bundled elsewhere than beside node_modules: the program is started from its own folder.
		return join(process.env['FANAL_ROOT'] ?? process.cwd(), 'node_modules', inside);
	}
}
