import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '#core/blocks.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import { gatherSources, mergeSources } from './sources.ts';

const prose = (text: string, ...sources: string[]): Block => ({
	kind: 'prose',
	text: fromMarkdown(text),
	sources
});
const heading = (level: 2 | 3, text: string): Block => ({ kind: 'heading', level, text, id: text });
const told = (blocks: Block[]) =>
	blocks.map((block) => (block.kind === 'prose' ? block.sources : null));

describe('the sources of a text', () => {
	test('are told once, at the end of their section', () => {
		const blocks = [
			heading(2, 'a'),
			prose('1', 'Rapport 2023, l. 4-6'),
			heading(3, 'b'),
			prose('2', 'Rapport 2023, l. 7', 'Entretien'),
			heading(2, 'c'),
			prose('3', 'Entretien')
		];
		expect(told(gatherSources(blocks))).toEqual([
			null,
			[],
			null,
			['Rapport 2023, l. 4-7', 'Entretien'],
			null,
			['Entretien']
		]);
	});

	test('keep the documents apart and the lines in order', () => {
		expect(mergeSources(['Rapport, l. 30', 'Bilan, l. 2', 'Rapport, l. 12, 13-14'])).toEqual([
			'Rapport, l. 12-14, 30',
			'Bilan, l. 2'
		]);
		expect(mergeSources(['Page 3', 'Page 3', 'Rapport, l. inconnue'])).toEqual([
			'Page 3',
			'Rapport, l. inconnue'
		]);
	});

	test('lose no line and gain none', () => {
		const lines = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(lines, (wanted) => {
				const [merged = ''] = mergeSources(wanted.map((line) => `R, l. ${String(line)}`));
				const said = (merged.split(' l. ')[1] ?? '').split(', ').flatMap((part) => {
					const [from = 0, to = from] = part.split('-').map(Number);
					return Array.from({ length: to - from + 1 }, (_, index) => from + index);
				});
				expect(said).toEqual(wanted.toSorted((a, b) => a - b));
			})
		);
	});
});
