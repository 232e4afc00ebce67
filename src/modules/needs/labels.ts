import type { Tone } from '#core/blocks.ts';
import { vocabulary } from '#core/vocabulary.ts';

export const needSenses = vocabulary({
	need: { word: 'besoin', label: 'Besoin' },
	offer: { word: 'offre', label: 'Offre' }
});
export type NeedSense = keyof typeof needSenses;

/** In the order of the report. */
export const needThemes = vocabulary({
	knowing: { word: 'connaitre', label: 'Connaître, trouver, se souvenir' },
	smallStructures: {
		word: 'petites-structures',
		label: 'Petites structures, temps, réciprocité'
	},
	pooling: { word: 'mutualiser', label: 'Mutualiser' },
	doingTogether: { word: 'faire-ensemble', label: 'Faire ensemble' },
	voice: { word: 'porter-la-voix', label: 'Porter la voix' },
	publicsAndCompanies: {
		word: 'publics-et-entreprises',
		label: 'Besoins des publics et des entreprises'
	},
	runningThePole: { word: 'faire-vivre-le-pole', label: 'Faire vivre le pôle' }
});
export type NeedTheme = keyof typeof needThemes;

export const needVoices = vocabulary({
	member: { word: 'adherent', label: 'Dit par des membres' },
	team: { word: 'equipe', label: 'Relevé par l’équipe' },
	publics: { word: 'publics', label: 'Dit par les publics' },
	partners: { word: 'partenaires', label: 'Dit par des partenaires' },
	law: { word: 'loi', label: 'Demandé par la loi' }
});
export type NeedVoice = keyof typeof needVoices;

export const needStates = vocabulary({
	heard: { word: 'entendu', label: 'Entendu' },
	takenUp: { word: 'repris', label: 'Repris' },
	answered: { word: 'repondu', label: 'Répondu' },
	refused: { word: 'refuse', label: 'Écarté' }
});
export type NeedState = keyof typeof needStates;

/** Tone of a state, beside its word: never the colour alone. */
export const stateTones: Record<NeedState, Tone> = {
	heard: 'waiting',
	takenUp: 'neutral',
	answered: 'good',
	refused: 'alert'
};
