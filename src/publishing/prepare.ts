import type {
	Block,
	CalendarBlock,
	Chapter,
	FactsBlock,
	Inlines,
	PublishedDocument
} from '#core/blocks.ts';
import { comparePartialDates } from '#core/partial-date.ts';
import type { RichNode, RichText } from '#core/rich-text.ts';
import { slugOf } from '#core/words.ts';
import { isCompact } from './compact.ts';
import { gatherSources } from './sources.ts';

/** A chapter ready to print: its number in the contents, `null` for front matter and annexes. */
export interface NumberedChapter extends Chapter {
	number: number | null;
	/** Opens without ceremony, on the page in hand if there is room. */
	compact: boolean;
}

/** Chapters numbered, with unique anchors and headings in order. */
export function prepareChapters(document: PublishedDocument): NumberedChapter[] {
	const anchors = new Set<string>();
	let count = 0;
	return document.chapters.map((chapter, index) => {
		const isNumbered = !chapter.front && !chapter.annex;
		if (isNumbered) count += 1;
		return {
			...chapter,
			id: uniqueAnchor(chapter.id, anchors),
			number: isNumbered ? count : null,
			// The first one opens the book.
			compact: index > 0 && isCompact(chapter, document.chapters[index + 1]),
			blocks: prepareBlocks(chapter.blocks, anchors)
		};
	});
}

/**
 * Blocks ready to print: no heading level is skipped (RGAA 4.1, criterion 9.1; PDF/UA-1, 7.4.2),
 * headings inside a prose follow those around it, anchors are unique, calendars are in order.
 */
export function prepareBlocks(blocks: Block[], anchors = new Set<string>()): Block[] {
	let previous = 1;
	let section = 1;
	const next = (wanted: number) => (previous = Math.min(Math.max(wanted, 2), previous + 1, 6));
	return gatherSources(blocks).map((block): Block => {
		switch (block.kind) {
			case 'heading': {
				section = next(block.level);
				const level = section === 2 || section === 3 ? section : 4;
				return { ...block, level, id: uniqueAnchor(block.id || block.text, anchors) };
			}
			case 'prose':
				return { ...block, text: withLevels(block.text, section, next) };
			case 'calendar':
				return inOrder(block);
			case 'facts':
				return withMissingLast(block);
			default:
				return block;
		}
	});
}

/** Headings of a prose, moved under the heading that precedes it. */
function withLevels(text: RichText, section: number, next: (wanted: number) => number): RichText {
	const nodes = text.content ?? [];
	const levels = nodes.filter((node) => node.type === 'heading').map(levelOf);
	if (levels.length === 0) return text;
	const highest = Math.min(...levels);
	return {
		...text,
		content: nodes.map((node) =>
			node.type === 'heading'
				? { ...node, attrs: { ...node.attrs, level: next(section + 1 + levelOf(node) - highest) } }
				: node
		)
	};
}

function levelOf(node: RichNode): number {
	const level = node.attrs?.['level'];
	return typeof level === 'number' ? level : 1;
}

function inOrder(block: CalendarBlock): CalendarBlock {
	return {
		...block,
		entries: block.entries.toSorted((a, b) => comparePartialDates(a.date, b.date))
	};
}

/** What is not known is said in one line, after what is: a box of short facts is read for what it tells. */
function withMissingLast(block: FactsBlock): FactsBlock {
	const missing = block.entries.filter(({ value }) => isMissing(value));
	if (missing.length < 2) return block;
	const labels = missing.map(
		({ label }) => label.charAt(0).toLocaleLowerCase('fr') + label.slice(1)
	);
	return {
		...block,
		entries: [
			...block.entries.filter((entry) => !missing.includes(entry)),
			{ label: 'Non renseigné', value: { text: labels.join(', '), missing: true } }
		]
	};
}

function isMissing(value: Inlines): boolean {
	const only = Array.isArray(value) && value.length === 1 ? value[0] : value;
	return typeof only === 'object' && 'missing' in only && only.missing === true;
}

function uniqueAnchor(wanted: string, taken: Set<string>): string {
	const slug = slugOf(wanted) || 'partie';
	let anchor = slug;
	for (let count = 2; taken.has(anchor); count += 1) anchor = `${slug}-${String(count)}`;
	taken.add(anchor);
	return anchor;
}
