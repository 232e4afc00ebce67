import { expect, test } from 'vitest';
import type { Block } from '#core/blocks.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import { FORMATS } from '../../src/publishing/press/orders.ts';
import { renderFile } from '../../src/publishing/press/render.ts';
import { sampleDocument } from '../../src/publishing/testing/sample-document.ts';

/**
 * What makes a library of files stop, slow down or end the program: a line that nothing breaks (64 Ko in a PDF, each sign
 * measured apart in Word), hundreds of narrow blanks or long words, lists within lists.
 */
const RUNS = [
	'.',
	'\u00a0',
	'« ',
	'`',
	'|',
	'é',
	'🌱',
	'中',
	'extraordinairement ',
	'* ',
	'> ',
	'\n',
	' '
];
const LENGTH = 70_000;

const blocks = RUNS.flatMap((run): Block[] => {
	const text = `a${run.repeat(LENGTH / run.length)}b`;
	const cell = text.slice(0, 20_000);
	return [
		{ kind: 'prose', text: fromMarkdown(text), sources: [] },
		{ kind: 'paragraph', runs: [text] },
		{ kind: 'table', caption: 'T', columns: [{ label: 'x' }, { label: 'y' }], rows: [['un', cell]] }
	];
});

test.each(FORMATS)(
	'texts that nothing breaks leave as %s',
	async (format) => {
		const document = sampleDocument([{ id: 'a', title: 'Un chapitre', blocks }]);
		expect((await renderFile(document, format)).length).toBeGreaterThan(1000);
	},
	600_000
);

test('blanks of any sort leave as a PDF, at whatever byte they begin', async () => {
	const sorts = ['\u00a0', '\u2007', '\u202f', '\u3000', '\u00a0\u2060', '\u00a0 '];
	const runs = sorts.flatMap((run): Block[] =>
		['a', 'aa', 'aaa'].map((start) => ({
			kind: 'paragraph',
			runs: [`${start}${run.repeat(LENGTH / run.length)}b`]
		}))
	);
	const document = sampleDocument([{ id: 'a', title: 'Un chapitre', blocks: runs }]);
	expect((await renderFile(document, 'pdf')).length).toBeGreaterThan(1000);
});
