import { vocabulary } from '#core/vocabulary.ts';

export const placeLevels = vocabulary({
	perimeter: { word: 'perimetre', label: 'Périmètre' },
	arrondissement: { word: 'arrondissement', label: 'Arrondissement' },
	epci: { word: 'epci', label: 'Intercommunalité' },
	commune: { word: 'commune', label: 'Commune' }
});

const EPCI_NATURES: Record<string, string> = {
	CC: 'Communauté de communes',
	CA: 'Communauté d’agglomération',
	CU: 'Communauté urbaine',
	METRO: 'Métropole',
	MET69: 'Métropole de Lyon'
};

/** Nature of an EPCI in words, from the code of the official list. */
export function epciNature(code: string): string {
	return EPCI_NATURES[code] ?? code;
}
