import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CollectiveSettings } from '#core/server/context.ts';
import type { LineRefusal } from './read-csv.ts';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'attendu : une couleur comme #12355b');
const manifestSchema = z.strictObject({
	format: z.literal('fanal/1'),
	collectif: z.strictObject({
		code: z
			.string()
			.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'attendu : minuscules, chiffres et tirets')
			.max(40),
		nom: z.string().min(1),
		nom_complet: z.string().min(1),
		ptce: z.string().optional(),
		territoire: z.string().min(1),
		adresse: z.string().optional(),
		code_postal: z.string().optional(),
		ville: z.string().optional(),
		site: z.url().optional(),
		devise: z.string().optional(),
		couleurs: z.strictObject({ principale: colour, accent: colour })
	}),
	annee: z.int().min(1900).max(2200),
	arrete_au: z.iso.date().optional(),
	lecteurs: z.literal('public', 'attendu : public, ou rien').optional()
});

export interface Manifest {
	code: string;
	settings: CollectiveSettings;
	/** The whole folder is published: who reads the rows that name nobody. */
	unnamed?: 'public';
}

const FILE = 'manifeste.json';

/** What is wrong with an entry, in French; the sentences of the schema itself are. */
function wrongEntry(issue: z.core.$ZodIssue): string {
	if (issue.code === 'unrecognized_keys')
		return `a ${issue.keys.length > 1 ? 'des entrées que rien n’attend' : 'une entrée que rien n’attend'} : ${issue.keys.join(', ')}.`;
	if (issue.message.startsWith('attendu')) return `entrée mal formée (${issue.message}).`;
	return 'entrée absente ou mal formée : voir l’exemple de docs/guide/dossier-d-import.md.';
}

/** Reads `manifeste.json`: whose year this is. Refuses with the path of each wrong entry. */
export async function readManifest(folder: string): Promise<Manifest | LineRefusal[]> {
	const text = await readFile(join(folder, FILE), 'utf8').catch(() => null);
	if (text === null) {
		return [
			{
				file: FILE,
				message: `est introuvable dans « ${folder} » : ce dossier n’est pas un dossier d’import (voir docs/guide/dossier-d-import.md).`
			}
		];
	}
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return [
			{
				file: FILE,
				message: `n’est pas un JSON lisible (${error instanceof Error ? error.message : 'erreur'}).`
			}
		];
	}
	const parsed = manifestSchema.safeParse(json, { error: () => undefined });
	if (!parsed.success) {
		return parsed.error.issues.map((issue) => ({
			file: FILE,
			column: issue.path.join('.'),
			message: wrongEntry(issue)
		}));
	}
	const { collectif, annee, arrete_au: cutOffOn, lecteurs } = parsed.data;
	return {
		...(lecteurs ? { unnamed: lecteurs } : {}),
		code: collectif.code,
		settings: {
			name: collectif.nom,
			fullName: collectif.nom_complet,
			...(collectif.ptce ? { ptce: collectif.ptce } : {}),
			territory: collectif.territoire,
			...(collectif.adresse ? { address: collectif.adresse } : {}),
			...(collectif.code_postal ? { postalCode: collectif.code_postal } : {}),
			...(collectif.ville ? { city: collectif.ville } : {}),
			...(collectif.site ? { website: collectif.site } : {}),
			...(collectif.devise ? { motto: collectif.devise } : {}),
			colours: { main: collectif.couleurs.principale, accent: collectif.couleurs.accent },
			year: annee,
			...(cutOffOn ? { cutOffOn } : {})
		}
	};
}
