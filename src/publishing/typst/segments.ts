import type { Passage } from '../passages.ts';
import type { Run } from '../runs.ts';
import type { TypstBlock } from './blocks.ts';

type Of<Kind extends TypstBlock['kind']> = Extract<TypstBlock, { kind: Kind }>;

/**
 * A stretch of a chapter: text in the reading column, with short facts and a pull quote in the margin beside
 * it, or a block on the full width of the page.
 */
export type Segment =
	| {
			kind: 'text';
			facts: Of<'facts'> | null;
			quote: Of<'quote'> | null;
			blocks: TypstBlock[];
			/** The same blocks, each run of them under its heading: how a text without facts is set. */
			parts: Part[];
	  }
	| { kind: 'wide'; block: TypstBlock };

/** Cuts the blocks of a chapter into stretches: the reading column keeps 60 to 75 characters a line. */
export function segmentsOf(blocks: TypstBlock[]): Segment[] {
	const segments: Segment[] = [];
	for (const block of blocks) {
		const last = segments.at(-1);
		if (isBox(block)) segments.push(text(block, []));
		else if (opensSection(block)) segments.push(text(null, [block]));
		else if (!isText(block)) segments.push({ kind: 'wide', block });
		else if (last?.kind === 'text') last.blocks.push(block);
		else segments.push(text(null, [block]));
	}
	return segments.flatMap((segment, index) =>
		segment.kind === 'text' ? settled(segment, index === segments.length - 1) : [segment]
	);
}

/** A heading and what it announces; a quote may stand under the heading, in the margin. */
interface Part {
	heading: Of<'heading'> | null;
	quote: Of<'quote'> | null;
	blocks: TypstBlock[];
}

type Text = Extract<Segment, { kind: 'text' }>;

function text(facts: Of<'facts'> | null, blocks: TypstBlock[]): Text {
	return { kind: 'text', facts, quote: null, blocks, parts: partsOf(blocks) };
}

/** Signs of text per fact under which the facts would stand beside a blank. */
const SHORT = 45;

/**
 * Facts with hardly a text beside them take the full width; a heading that announces the next stretch stands
 * with it, so that it never ends a page; a quote that closes a sheet joins its facts in the margin.
 */
function settled({ facts, blocks }: Text, isLast: boolean): Segment[] {
	const own = [...blocks];
	const headings: Segment[] = [];
	while (!isLast && own.at(-1)?.kind === 'heading') {
		headings.unshift(...own.splice(-1).map((block): Segment => ({ kind: 'wide', block })));
	}
	if (own.length === 0) {
		return facts ? [{ kind: 'wide', block: facts }, ...headings] : headings;
	}
	if (facts && (lengthOf(own) < facts.entries.length * SHORT || isTooLong(facts))) {
		return [{ kind: 'wide', block: facts }, withQuoteInMargin(own), ...headings];
	}
	const last = own.at(-1);
	const quote = facts && own.length > 1 && last?.kind === 'quote' ? last : null;
	if (quote) own.pop();
	return [{ ...text(facts, own), quote }, ...headings];
}

/** Signs of a text beside which a quote surely holds. */
const LONG_PART = 450;

/** The quote that closes a sheet stands in the margin of its longest part, if that is long enough. */
function withQuoteInMargin(blocks: TypstBlock[]): Text {
	const quote = blocks.at(-1);
	const told = text(null, blocks.slice(0, -1));
	const longest = told.parts.toSorted((a, b) => lengthOf(b.blocks) - lengthOf(a.blocks))[0];
	if (quote?.kind !== 'quote' || !longest?.heading || lengthOf(longest.blocks) < LONG_PART)
		return text(null, blocks);
	longest.quote = quote;
	return told;
}

/** Whether something of the chapter stands in its margin: its other texts then keep to the reading column. */
export function hangs(segments: Segment[]): boolean {
	return segments.some(
		(one) =>
			one.kind === 'text' && (one.facts !== null || one.parts.some((part) => part.heading !== null))
	);
}

/** Signs of a value that the margin would cut into a ladder of short lines. */
const LONG_VALUE = 130;

function isTooLong({ entries }: Of<'facts'>): boolean {
	return entries.some(({ value }) => total(value.map((run) => run.text.length)) > LONG_VALUE);
}

/** One or two facts are a line of the text; more of them are a box. */
function isBox(block: TypstBlock): block is Of<'facts'> {
	return block.kind === 'facts' && !block.inLine;
}

/** A heading of level 2 stands in the margin of its text, unless it opens a sheet on a page of its own. */
function opensSection(block: TypstBlock): boolean {
	return block.kind === 'heading' && block.level === 2 && !block.newPage;
}

function partsOf(blocks: TypstBlock[]): Part[] {
	const parts: Part[] = [];
	for (const block of blocks) {
		const last = parts.at(-1);
		if (block.kind === 'heading') parts.push({ heading: block, quote: null, blocks: [] });
		else if (last) last.blocks.push(block);
		else parts.push({ heading: null, quote: null, blocks: [block] });
	}
	return parts;
}

/** Signs in blocks of text, roughly: enough to tell a line from a page. */
function lengthOf(blocks: TypstBlock[]): number {
	const inRuns = (runs: Run[]) => runs.reduce((sum, run) => sum + run.text.length, 0);
	const inPassage = (one: Passage): number => {
		if (one.kind === 'paragraph' || one.kind === 'heading') return inRuns(one.runs);
		if (one.kind === 'list') return total(one.items.flat().map(inPassage));
		if (one.kind === 'quote') return total(one.parts.map(inPassage));
		return one.kind === 'code' ? one.text.length : 0;
	};
	return total(
		blocks.map((block) => {
			switch (block.kind) {
				case 'prose':
					return total(block.parts.map(inPassage));
				case 'paragraph':
					return inRuns(block.runs);
				case 'facts':
					return total(block.entries.map((entry) => inRuns(entry.value)));
				case 'list':
					return total(block.items.flatMap((item) => [item.content, ...item.children]).map(inRuns));
				case 'quote':
				case 'notice':
				case 'heading':
					return block.text.length;
				default:
					return 0;
			}
		})
	);
}

function total(lengths: number[]): number {
	return lengths.reduce((sum, length) => sum + length, 0);
}

function isText(block: TypstBlock): boolean {
	switch (block.kind) {
		case 'heading':
			return block.level > 2;
		case 'prose':
		case 'paragraph':
		case 'quote':
		case 'list':
		case 'notice':
			return true;
		case 'facts':
			return block.inLine;
		case 'picture':
		case 'tiles':
		case 'table':
		case 'chart':
		case 'map':
			return false;
	}
}
