import { vocabulary } from '#core/vocabulary.ts';

/** How a question is answered. */
export const questionTypes = vocabulary({
	text: { word: 'texte', label: 'Une ligne de texte' },
	long: { word: 'texte-long', label: 'Un texte' },
	number: { word: 'nombre', label: 'Un nombre' },
	date: { word: 'date', label: 'Une date' },
	yesNo: { word: 'oui-non', label: 'Oui ou non' },
	choice: { word: 'choix', label: 'Un choix' },
	several: { word: 'plusieurs-choix', label: 'Plusieurs choix' },
	scale: { word: 'echelle', label: 'Une note, de 1 à 5' }
});
export type QuestionType = keyof typeof questionTypes;
