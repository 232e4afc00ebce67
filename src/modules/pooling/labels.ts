import { vocabulary } from '#core/vocabulary.ts';

export const frequencyPeriods = vocabulary({
	week: { word: 'semaine', label: 'par semaine' },
	month: { word: 'mois', label: 'par mois' },
	irregular: { word: 'irreguliere', label: 'fréquence irrégulière' }
});
export type FrequencyPeriod = keyof typeof frequencyPeriods;

export const supportTypes = vocabulary({
	dla: { word: 'dla', label: 'Dispositif local d’accompagnement (DLA)' },
	backing: { word: 'appui', label: 'Appui' },
	training: { word: 'formation', label: 'Formation' },
	study: { word: 'etude', label: 'Étude' }
});
export type SupportType = keyof typeof supportTypes;

export const supportShares = vocabulary({
	collective: { word: 'collectif', label: 'Partie collective' },
	individual: { word: 'individuel', label: 'Partie individuelle' },
	both: { word: 'les-deux', label: 'Parties collective et individuelle' },
	unknown: { word: 'non-renseigne', label: 'Part non renseignée' }
});
export type SupportShare = keyof typeof supportShares;

export const surveyFeedbacks = vocabulary({
	given: { word: 'restituee', label: 'Restituée' },
	notGiven: { word: 'non-restituee', label: 'Non restituée' },
	ongoing: { word: 'en-cours', label: 'En cours' }
});
export type SurveyFeedback = keyof typeof surveyFeedbacks;
