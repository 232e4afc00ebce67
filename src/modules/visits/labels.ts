import { vocabulary } from '#core/vocabulary.ts';

export const visitStates = vocabulary({
	planned: { word: 'prevue', label: 'Prévue' },
	held: { word: 'tenue', label: 'Tenue' },
	reread: { word: 'relue', label: 'Relue par le membre' },
	published: { word: 'publiee', label: 'Publiée' }
});
export type VisitState = keyof typeof visitStates;

export const passageSections = vocabulary({
	history: { word: 'histoire', label: 'Histoire' },
	activities: { word: 'activites', label: 'Activités et enjeux' },
	relation: { word: 'relation', label: 'Le membre et le collectif' },
	ideas: { word: 'idees', label: 'Des idées pour aller plus loin ensemble' }
});
export type PassageSection = keyof typeof passageSections;

export const consents = vocabulary({
	granted: { word: 'accorde', label: 'Accord donné' },
	refused: { word: 'refuse', label: 'Accord refusé' },
	toAsk: { word: 'a-demander', label: 'Accord à demander' }
});
export type Consent = keyof typeof consents;

/** A visit of these states took place. */
export const HELD_STATES: VisitState[] = ['held', 'reread', 'published'];
