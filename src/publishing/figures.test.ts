import { expect, test } from 'vitest';
import { figureText, figureWords, valueText } from './figures.ts';
import { FIGURES } from './testing/sample-document.ts';

test('a figure says how exact it is', () => {
	expect(figureText(FIGURES.visits)).toBe('7\u00a0visites');
	expect(figureText(FIGURES.jobs)).toBe('près de\u00a01\u202f200\u00a0emplois');
	expect(figureText(FIGURES.projects)).toBe('de\u00a04 à 7\u00a0projets');
	expect(figureText(FIGURES.turnover)).toBe('25\u00a0M€');
});

test('a figure never recorded is said not to be, instead of zero', () => {
	expect(figureText(FIGURES.exits)).toBe('non renseigné');
	expect(figureWords(FIGURES.exits).missing).toBe(true);
	expect(valueText(null, '%')).toBe('non renseigné');
});

test('a tile does not repeat the unit that its label says', () => {
	expect(figureWords(FIGURES.visits).unit).toBe('');
	expect(figureWords({ ...FIGURES.visits, label: 'Rencontres' }).unit).toBe('visites');
});

test('a value keeps its decimals, its sign and its unit', () => {
	expect(valueText(-0.2, '%', 1)).toBe('−0,2\u00a0%');
	expect(valueText(351624)).toBe('351\u202f624');
});
