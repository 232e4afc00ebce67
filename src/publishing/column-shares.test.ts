import { expect, test } from 'vitest';
import type { TableBlock } from '#core/blocks.ts';
import { columnShares } from './column-shares.ts';

const table = (widths: (number | undefined)[], ...rows: string[][]): TableBlock => ({
	kind: 'table',
	caption: 'Essai',
	columns: widths.map((width) => ({ label: 'x', ...(width === undefined ? {} : { width }) })),
	rows
});

test('a column takes the place of what it holds, never less than its longest word', () => {
	const [year = 0, text = 0, word = 0] = columnShares(
		table([undefined, undefined, undefined], ['2023', 'un texte long '.repeat(9), 'mutualisation'])
	);
	expect(text).toBeGreaterThan(word);
	expect(word).toBeGreaterThan(13);
	expect(year).toBeGreaterThan(5);
	expect(year + text + word).toBeCloseTo(114, -1);
});

test('one very long cell does not starve the others', () => {
	const [first = 0, second = 0] = columnShares(
		table([undefined, undefined], ['a'.repeat(9), 'mot '.repeat(900)])
	);
	expect(first).toBeGreaterThan(9);
	expect(first).toBeLessThan(second);
});

test('shares that somebody declared are kept while the table gets no shorter', () => {
	expect(columnShares(table([3, undefined], ['Bureau', '2023']))).toEqual([86, 29]);
});

test('a column too narrow for its text gets the place that the others do not need', () => {
	const declared = table([1, 1, 2], ['SOLIMOB', 'Opérer un décloisonnement '.repeat(4), '2021']);
	const [name = 0, text = 0, year = 0] = columnShares(declared);
	expect(text).toBeGreaterThan(55);
	expect(name).toBeGreaterThanOrEqual(9);
	expect(year).toBeGreaterThanOrEqual(6);
});

test('a table without rows, or without columns, has its shares too', () => {
	expect(columnShares(table([undefined, undefined]))).toEqual([57, 57]);
	expect(columnShares(table([]))).toEqual([]);
});
