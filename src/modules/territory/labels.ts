import { vocabulary } from '#core/vocabulary.ts';

export const placeLevels = vocabulary({
	perimeter: { word: 'perimetre', label: 'Périmètre' },
	arrondissement: { word: 'arrondissement', label: 'Arrondissement' },
	epci: { word: 'epci', label: 'Intercommunalité' },
	commune: { word: 'commune', label: 'Commune' }
});
