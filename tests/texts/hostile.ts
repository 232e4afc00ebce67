import type { Block } from '#core/blocks.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import { sampleDocument } from '../../src/publishing/testing/sample-document.ts';

/** Runs of one sign, or of a few, that careless reading goes over again from each of them. */
export const RUNS = [' ', '\u00a0', '\n', ' \n', '.', '1 ', '« ', '`', '* ', '[', '|', '🌱', 'é'];
/** A text of about that length, with each run. */
export const texts = (length: number) => RUNS.map((run) => `a${run.repeat(length / run.length)}b`);

/** A report where people wrote the text everywhere that they can. */
export function reportOf(text: string) {
	const title = text.slice(0, 2000);
	const blocks: Block[] = [
		{ kind: 'prose', text: fromMarkdown(text), sources: [title] },
		{ kind: 'paragraph', runs: [title] },
		{ kind: 'quote', text: title },
		{
			kind: 'table',
			caption: 'Un tableau',
			columns: [{ label: 'x' }, { label: title }],
			rows: [['un', title]]
		}
	];
	return sampleDocument([{ id: 'a', title: 'Un chapitre', blocks }]);
}
