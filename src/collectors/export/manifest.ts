import type { Collective } from '#core/server/context.ts';

/** The `manifeste.json` that the import reads: whose data these are. */
export function writeManifest({ code, settings }: Collective): string {
	const manifest = {
		format: 'fanal/1',
		collectif: {
			code,
			nom: settings.name,
			nom_complet: settings.fullName,
			ptce: settings.ptce,
			territoire: settings.territory,
			adresse: settings.address,
			code_postal: settings.postalCode,
			ville: settings.city,
			site: settings.website,
			devise: settings.motto,
			couleurs: { principale: settings.colours.main, accent: settings.colours.accent }
		},
		annee: settings.year,
		arrete_au: settings.cutOffOn
	};
	return `${JSON.stringify(manifest, null, '\t')}\n`;
}
