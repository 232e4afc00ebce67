import { expect, test } from 'vitest';
import type { TableBlock } from '#core/blocks.ts';
import { columnShares } from './tables.ts';

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
	expect(year).toBe(5);
});

test('one very long cell does not starve the others', () => {
	const [first = 0, second = 0] = columnShares(
		table([undefined, undefined], ['a'.repeat(9), 'mot '.repeat(900)])
	);
	expect(first / second).toBeGreaterThan(0.15);
});

test('shares that somebody declared are kept', () => {
	expect(columnShares(table([2, undefined]))).toEqual([2, 1]);
});
