import { vocabulary } from './vocabulary.ts';

/** How often somebody wants to be told of a list, the quickest first. */
export const rhythms = vocabulary({
	immediate: { word: 'aussitot', label: 'Dans les minutes qui suivent' },
	daily: { word: 'jour', label: 'Une fois par jour, le matin' },
	weekly: { word: 'semaine', label: 'Une fois par semaine, le lundi' },
	monthly: { word: 'mois', label: 'Une fois par mois, le 1er' },
	none: { word: 'jamais', label: 'Jamais' }
});
export type Rhythm = keyof typeof rhythms;
