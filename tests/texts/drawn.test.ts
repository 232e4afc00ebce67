import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import type { Block } from '#core/blocks.ts';
import { renderPdf } from '../../src/publishing/typst/index.ts';
import { drawable } from '../../src/publishing/glyphs.ts';
import { sampleDocument } from '../../src/publishing/testing/sample-document.ts';

/** What people paste, and what a font lacks: emoji, bullets of Word, controls, other scripts, marks alone. */
const SIGNS = [
	...['🌱', '✅', '1️⃣', '#️⃣', '👩‍🌾', '☎️', '♥️', '🏳️‍🌈', '🇫🇷', '👍🏽', '→ ✔ ★ ☐', '①'],
	...[
		'\uf0b7',
		'\uf0a7',
		'\uf0e0',
		'\u0002',
		'\u000b',
		'\u0090',
		'\u0092',
		'\ufffe',
		'\uffff',
		'\ufffd'
	],
	...[
		'\ud83c',
		'\udf31',
		'\ufe0f',
		'\u200d',
		'\u0301',
		'\u202e',
		'\u00ad',
		'\u200b',
		'\u{e0001}',
		'\u20e3'
	],
	...[
		'مرحبا',
		'शिक्षा क्षेत्र',
		'ⵜⵉⴼⵉⵏⴰⵖ',
		'שָׁלוֹם',
		'中文',
		'日本',
		'ไทย',
		'한국',
		'Привет',
		'ἀρχή',
		'ۉۊ',
		'⍻⏤',
		'x\u0301\u0302',
		'ⵜ\u0301',
		'₂ ½ ≥ Ω',
		'𝒳',
		'\u{10ffff}'
	]
];

const blocksOf = (signs: string[]): Block[] => [
	{ kind: 'paragraph', runs: signs.map((sign) => `mot ${sign} fin. `) },
	{
		kind: 'chart',
		chart: 'bars',
		title: `titre ${signs.join(' ')}`,
		caption: `légende ${signs.join(' ')}`,
		unit: 'signes',
		series: ['nombre'],
		rows: ['un', 'deux', 'trois', ...signs].map((sign, index) => ({
			label: `mot ${sign} fin`,
			values: [index + 1]
		}))
	}
];

async function wordsOf(signs: string[]): Promise<string> {
	const document = sampleDocument([
		{ id: 'a', title: `Chapitre ${signs.join(' ')}`, blocks: blocksOf(signs) }
	]);
	const { pdf } = await renderPdf(document);
	const file = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
	const pages = await Promise.all(
		Array.from({ length: file.numPages }, async (_, index) =>
			(await (await file.getPage(index + 1)).getTextContent()).items
				.map((item) => ('str' in item ? item.str : ''))
				.join(' ')
		)
	);
	return pages.join(' ').replace(/[\s\u00a0]+/g, ' ');
}

describe('a text that the fonts cannot draw whole', () => {
	test.each(SIGNS)('« %s » leaves the report, its chart and the words around', async (sign) => {
		const words = await wordsOf([sign]);
		expect(words).toMatch(/mot .*fin/);
	});

	test('is a square for each sign that no font of Fanal draws, whatever the machine has', () => {
		expect(drawable('Amis de 中文, ici')).toBe('Amis de □□, ici');
		expect(drawable('étape 1️⃣ : ☎️ ici')).toBe('étape 1 : ☎\ufe0f ici');
		expect(drawable('شمس et ⵜⴰⴼⵓⴽⵜ')).toBe('شمس et ⵜⴰⴼⵓⴽⵜ');
	});

	test('is a square for a sign that a font has and that the writer of PDF does not find', async () => {
		expect(drawable('coché ⍻, réglé ؋')).toBe('coché □, réglé □');
		expect(await wordsOf(['⍻ ؋ ۉ'])).toMatch(/mot .*fin/);
	});

	test('never takes the PDF away, whatever signs of Unicode are typed', async () => {
		const signs = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 12 }),
			fc.string({ unit: 'grapheme', maxLength: 12 }),
			fc.array(fc.constantFrom(...SIGNS), { maxLength: 4 }).map((some) => some.join(''))
		);
		await fc.assert(
			fc.asyncProperty(fc.array(signs, { minLength: 1, maxLength: 30 }), async (typed) => {
				expect(await wordsOf(typed)).toMatch(/mot .*fin/);
			}),
			{ numRuns: 12 }
		);
	});
});
