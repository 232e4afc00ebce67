/** @typedef {import('../../src/core/server/kinds.ts').AnyKind} AnyKind */

/** Who we are: everything a manifest can hold, to be replaced. */
const MANIFEST = {
	format: 'fanal/1',
	collectif: {
		code: 'mon-collectif',
		nom: 'Mon collectif',
		nom_complet: 'Mon collectif, pôle de coopération',
		ptce: 'Nom du PTCE',
		territoire: 'Pays de quelque part',
		adresse: '1 rue de la Gare',
		code_postal: '59000',
		ville: 'Lille',
		site: 'https://example.org',
		devise: 'Ensemble',
		couleurs: { principale: '#12355b', accent: '#f2b33d' }
	},
	annee: 2024
};

/**
 * The files of an import folder that holds no fact yet: name → content.
 * @param {AnyKind[]} kinds
 * @returns {[string, string][]}
 */
export function emptyFiles(kinds) {
	return [
		['manifeste.json', `${JSON.stringify(MANIFEST, null, '\t')}\n`],
		...kinds.map((kind) => /** @type {[string, string]} */ ([kind.file, headerOf(kind)]))
	];
}

/**
 * The first line alone, with the mark by which spreadsheets know UTF-8.
 * @param {AnyKind} kind
 */
function headerOf(kind) {
	const headers = Object.values(kind.columns).map((column) => column.header);
	return `\ufeff${headers.join(';')}\n`;
}
