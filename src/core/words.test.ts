import { expect, test } from 'vitest';
import { compareFrench, counted, enumerated, plainText, slugOf } from './words.ts';

test('accents, ligatures and case do not matter', () => {
	expect(plainText('Rœulx ÉTÉ')).toBe('roeulx ete');
	expect(slugOf('Le Cateau-Cambrésis')).toBe('le-cateau-cambresis');
});

test('towns are sorted without their article', () => {
	expect(
		['La Sentinelle', 'Émerchicourt', 'Le Cateau-Cambrésis', 'Denain'].sort(compareFrench)
	).toEqual(['Le Cateau-Cambrésis', 'Denain', 'Émerchicourt', 'La Sentinelle']);
});

test('the plural starts at two', () => {
	expect([0, 1, 2].map((count) => counted(count, 'réunion'))).toEqual([
		'0 réunion',
		'1 réunion',
		'2 réunions'
	]);
	expect(enumerated(['a', 'b', 'c'])).toBe('a, b et c');
});
