import { expect, test } from 'vitest';
import { longestOf, takeText, type CellType } from '#core/cells.ts';
import { fromMarkdown, toMarkdown, toPlainText } from '#core/rich-text.ts';
import { plainText, slugOf } from '#core/words.ts';
import { writeCsv } from '#collectors/export/csv.ts';
import { calendarFeed } from '#collectors/calendar.ts';
import { kinds } from '#modules/all.ts';
import type { PartialDate } from '#core/partial-date.ts';
import { FORMATS } from '../../src/publishing/press/orders.ts';
import { renderFile } from '../../src/publishing/press/render.ts';
import { isDear } from './cost.ts';
import { reportOf, RUNS, texts } from './hostile.ts';

const columns = kinds.flatMap((kind) => Object.values(kind.columns));
const cells = new Map<string, CellType<unknown>>(columns.map(({ type }) => [type.name, type]));

test.each([...cells])(
	'a cell « %s » takes, reads and writes a text at the cost of its length',
	async (_, type) => {
		for (const [index] of RUNS.entries()) {
			const prepare = (length: number) => {
				const text = texts(length)[index] ?? '';
				return () => {
					const taken = takeText(type, text);
					const read = type.read('text' in taken ? taken.text : text.slice(0, longestOf(type)));
					return 'value' in read ? type.write(read.value) : read.refusal;
				};
			};
			expect(await isDear(prepare, longestOf(type)), RUNS[index]).toBe(false);
		}
	}
);

// A PDF or a Word file takes seconds whatever it holds, which hides the cost of its words: the quick formats stand here.
test.each(FORMATS.filter((format) => format !== 'pdf' && format !== 'docx'))(
	'a report is written as %s at the cost of its length',
	async (format) => {
		const longest = 64_000;
		for (const [index, run] of RUNS.entries()) {
			const prepare = (length: number) => {
				const document = reportOf(texts(length)[index] ?? '');
				return () => renderFile(document, format);
			};
			expect(await isDear(prepare, longest), JSON.stringify(run)).toBe(false);
		}
	}
);

const works: [string, (text: string) => unknown][] = [
	['Markdown, read and written', (text) => toMarkdown(fromMarkdown(text))],
	['the words of search', (text) => plainText(toPlainText(fromMarkdown(text)))],
	['a code', slugOf],
	['a CSV', (text) => writeCsv({ headers: ['x'], rows: [[text]] })],
	[
		'a calendar',
		(text) =>
			calendarFeed(
				[
					{
						id: 'x',
						title: text,
						place: text,
						date: '2023-09-18' as PartialDate,
						path: '/x',
						audience: 'public'
					}
				],
				{ name: text, baseUrl: 'https://example.org', now: new Date(0) }
			)
	]
];

test.each(works)('%s costs its length', async (_, work) => {
	for (const [index, run] of RUNS.entries()) {
		const prepare = (length: number) => {
			const text = texts(length)[index] ?? '';
			return () => work(text);
		};
		expect(await isDear(prepare, 200_000), JSON.stringify(run)).toBe(false);
	}
});
