import type { Block } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import { describe, expect, test } from 'vitest';
import { passagesOf } from './passages.ts';
import { prepareBlocks, prepareChapters } from './prepare.ts';
import { linksTo } from './links.ts';
import { sampleDocument } from './testing/sample-document.ts';

const heading = (level: 2 | 3 | 4, text: string, id = text): Block => ({
	kind: 'heading',
	level,
	text,
	id
});
const levelsOf = (blocks: Block[]) =>
	prepareBlocks(blocks).flatMap((block) => {
		if (block.kind === 'heading') return [block.level];
		if (block.kind !== 'prose') return [];
		return passagesOf(block.text, linksTo()).flatMap((one) =>
			one.kind === 'heading' ? [one.level] : []
		);
	});

describe('headings', () => {
	test('no level is skipped, whatever was asked', () => {
		expect(levelsOf([heading(4, 'a'), heading(4, 'b'), heading(2, 'c'), heading(4, 'd')])).toEqual([
			2, 3, 2, 3
		]);
	});

	test('those a person writes in a text stand under the one before it', () => {
		const text = fromMarkdown('# Histoire\n\nx\n\n### Détail\n\ny\n\n# Suite');
		expect(levelsOf([heading(2, 'Visite'), { kind: 'prose', text }])).toEqual([2, 3, 4, 3]);
	});

	test('an anchor is used once', () => {
		const blocks = prepareBlocks([heading(2, 'Été', 'Été 2023'), heading(2, 'b', 'ete-2023')]);
		expect(blocks.flatMap((one) => (one.kind === 'heading' ? [one.id] : []))).toEqual([
			'ete-2023',
			'ete-2023-2'
		]);
	});
});

test('a calendar is in order, a month after its days', () => {
	const [block] = prepareBlocks([
		{
			kind: 'calendar',
			caption: 'x',
			entries: ['2023-09-18', '2023-01', '2023-01-09'].map((date) => ({
				date: partialDate(date),
				title: date
			}))
		}
	]);
	expect(block?.kind === 'calendar' && block.entries.map((one) => one.title)).toEqual([
		'2023-01-09',
		'2023-01',
		'2023-09-18'
	]);
});

test('front matter and annexes are not numbered', () => {
	expect(prepareChapters(sampleDocument()).map((chapter) => chapter.number)).toEqual([
		null,
		1,
		2,
		null
	]);
});

test('short chapters open without ceremony, but for the first one and what opens a series', () => {
	const short = (id: string, others = {}) => ({ id, title: id, blocks: [], ...others });
	const chapters = [short('a'), short('b'), short('c'), short('d', { sheet: true })];
	expect(prepareChapters(sampleDocument(chapters)).map((chapter) => chapter.compact)).toEqual([
		false,
		true,
		false,
		true
	]);
});
