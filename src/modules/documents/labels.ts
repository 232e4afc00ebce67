import { vocabulary } from '#core/vocabulary.ts';

/** What a document is, as people look for it. */
export const documentNatures = vocabulary({
	minutes: { word: 'compte-rendu', label: 'Compte rendu' },
	agreement: { word: 'convention', label: 'Convention ou contrat' },
	slides: { word: 'presentation', label: 'Présentation' },
	study: { word: 'etude', label: 'Étude ou rapport' },
	flyer: { word: 'affiche', label: 'Affiche ou prospectus' },
	photograph: { word: 'photo', label: 'Photographie' },
	press: { word: 'presse', label: 'Article de presse' },
	template: { word: 'modele', label: 'Modèle à remplir' },
	other: { word: 'autre', label: 'Autre document' }
});
export type DocumentNature = keyof typeof documentNatures;
