import { describe, expect, test } from 'vitest';
import {
	longestOf,
	MOST_REFERENCES,
	refsCell,
	takeText,
	textCell,
	type CellType
} from '#core/cells.ts';
import { isMailAddress } from '#core/mail.ts';
import { kinds } from '#modules/all.ts';

/** Each type of cell that some kind of the program has, by its place in a kind. */
const cells = new Map<string, CellType<unknown>>(
	kinds.flatMap((kind) =>
		Object.values(kind.columns).map(({ type }): [string, CellType<unknown>] => [type.name, type])
	)
);

describe('a text longer than its cell', () => {
	test.each([...cells])(
		'« %s » is refused, and told its length and what the cell takes',
		(_, type) => {
			const longest = longestOf(type);
			expect(takeText(type, 'a'.repeat(longest))).toEqual({ text: 'a'.repeat(longest) });
			const told = takeText(type, 'a'.repeat(longest + 1));
			const plain = 'refusal' in told ? told.refusal.replace(/[\u202f\u00a0]/g, '') : '';
			expect(plain).toContain(`a ${String(longest + 1)}caractères : ${String(longest)} au plus`);
		}
	);

	test('counts a line end once, though a browser sends two characters', () => {
		const long = [...cells.values()].find((type) => type.long);
		if (!long) throw new Error('no long cell');
		const lines = 'a\r\n'.repeat(longestOf(long) / 2);
		expect(takeText(long, lines)).toHaveProperty('text');
	});

	test('so is a list of more records than any roll-call', () => {
		const codes = Array.from({ length: MOST_REFERENCES + 1 }, (_, index) => `p${String(index)}`);
		expect(takeText(refsCell('personne'), codes.join(' | '))).toHaveProperty('refusal');
		expect(takeText(refsCell('personne'), codes.slice(1).join(' | '))).toHaveProperty('text');
	});

	test('blanks count: a hundred thousand before a letter are refused before anything reads them', () => {
		expect(takeText(textCell, `${' '.repeat(100_000)}a`)).toHaveProperty('refusal');
	});
});

test('an address of mail holds nothing that cannot be seen', () => {
	expect(isMailAddress('lea@example.org')).toBe(true);
	for (const hidden of ['\u200b', '\u200d', '\u202e', '\ufeff', '\u00ad'])
		expect(isMailAddress(`le${hidden}a@example.org`)).toBe(false);
});
