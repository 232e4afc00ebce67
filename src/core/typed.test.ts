import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, cleanText } from './typed.ts';

describe('what is typed or pasted', () => {
	test.each([
		[
			'a vertical tab of a slide parts words',
			'Maison\u000bdes associations',
			'Maison des associations'
		],
		['a control character glues nothing', 'Maison\u0002des', 'Maison des'],
		[
			'a one-line text keeps one line',
			'Conseil de rentrée, salle\r\n suite',
			'Conseil de rentrée, salle suite'
		],
		['an apostrophe of Windows is one', 'l\u0092atelier', 'l’atelier'],
		['a bullet of Word is one', '\uf0b7 un\u00a0point', '• un\u00a0point'],
		['places that hold no character leave', 'a\ufffe\uffffb', 'a  b'],
		['half a character is marked', 'a\ud83cb', 'a\ufffdb'],
		['emoji, and letters that join, stay', '1️⃣ 👩‍🌾 ✅ हिन्दी', '1️⃣ 👩‍🌾 ✅ हिन्दी']
	])('%s', (_, typed, kept) => {
		expect(cleanText(typed, false)).toBe(kept);
	});

	test('a long text keeps its lines, of one sort', () => {
		expect(cleanText(' un\r\n\rdeux\u2028trois \u000b', true)).toBe('un\n\ndeux\ntrois');
	});

	test('a name shows all that it is made of', () => {
		expect(cleanName('Ada\u202e \u200b Martin\r\n')).toBe('Ada Martin');
		expect(cleanName('Zoe\u0301\u00a0 Petit')).toBe('Zoé Petit');
	});

	test('is the same cleaned twice, and loses no letter nor digit', () => {
		const signs = (text: string) => [...text.matchAll(/[\p{L}\p{N}]/gu)].map(([sign]) => sign);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (typed, isLong) => {
				const once = cleanText(typed, isLong);
				expect(cleanText(once, isLong)).toBe(once);
				// A control of Windows-1252 that stands for a letter becomes that letter: there may be more of them, in the same order.
				const lost = signs(once).reduce(
					(left, sign) => (left[0] === sign ? left.slice(1) : left),
					signs(typed)
				);
				expect(lost).toEqual([]);
				expect(once.isWellFormed()).toBe(true);
				expect(isLong || !/[\n\t]/.test(once)).toBe(true);
			}),
			{ numRuns: 500 }
		);
	});
});
