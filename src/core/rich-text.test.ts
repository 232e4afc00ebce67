import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromMarkdown, toMarkdown, toPlainText } from './rich-text.ts';

test('HTML typed in a text stays text', () => {
	const text = fromMarkdown('Bonjour <script>alert(1)</script>');
	expect(toPlainText(text)).toContain('<script>');
	expect(JSON.stringify(text)).not.toContain('html');
});

test('lists and emphasis survive writing and reading', () => {
	const markdown = 'Un **mot** :\n\n* premier\n\n* second';
	expect(fromMarkdown(toMarkdown(fromMarkdown(markdown)))).toEqual(fromMarkdown(markdown));
});

test('any words survive', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
			const once = fromMarkdown(typed);
			expect(toPlainText(fromMarkdown(toMarkdown(once)))).toBe(toPlainText(once));
		}),
		{ numRuns: 50 }
	);
});
