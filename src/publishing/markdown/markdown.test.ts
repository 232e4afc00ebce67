import { fromMarkdown, toPlainText } from '#core/rich-text.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostile } from '../testing/hostile.ts';
import { CHAPTERS, sampleDocument } from '../testing/sample-document.ts';
import { escapeMarkdown } from './escape.ts';
import { renderMarkdown } from './index.ts';

const text = renderMarkdown(sampleDocument());

test('figures are links, what is not known is said', () => {
	expect(text).toContain(
		'[**7 visites**](<https://fanal.example.org/chiffres/visits.held?annee=2023>)'
	);
	expect(text).toContain('| Les Jardins \\| du bas | Aire | *non renseigné* |');
});

test('a table is a table, a chart is the table of its values', () => {
	expect(text).toContain('| Structure | Siège | Emplois |\n| --- | --- | ---: |');
	expect(text).toContain('| Vidéos | 30 |');
});

describe('a hostile name', () => {
	const attacked = renderMarkdown(sampleDocument(hostile(CHAPTERS)));

	test('cannot become HTML or a link', () => {
		// Without the addresses of our own links, and without code, which stays code.
		const words = attacked.replace(/\]\(<https:[^>]*>\)/g, '').replace(/``[^]*? ``/g, '');
		expect(words).not.toMatch(/(?<!\\)[<>](?!\s)/);
		expect(words).not.toMatch(/(?<!\\)\]\(javascript/);
	});

	test('cannot cut a cell in two', () => {
		const row = attacked.split('\n').find((line) => line.startsWith('| La Fabrique')) ?? '';
		expect(row.match(/(?<!\\)\|/g)).toHaveLength(4);
	});
});

test('any sentence comes back the same from Markdown', () => {
	const sentence = fc.string({ unit: fc.constantFrom(...'ab é1.-+*_`[]()<>#|~!&$\\@:/') });
	fc.assert(
		fc.property(sentence, (typed) => {
			const plain = typed.trim().replace(/\s+/g, ' ');
			expect(toPlainText(fromMarkdown(escapeMarkdown(plain)))).toBe(plain);
		})
	);
});
