import type { TypstBlock } from './blocks.ts';

type Facts = Extract<TypstBlock, { kind: 'facts' }>;

/**
 * A stretch of a chapter: text in the reading column, with short facts in the margin beside it, or blocks on
 * the full width of the page.
 */
export type Segment =
	{ kind: 'text'; facts: Facts | null; blocks: TypstBlock[] } | { kind: 'wide'; block: TypstBlock };

/** Cuts the blocks of a chapter into stretches: the reading column keeps 60 to 75 characters a line. */
export function segmentsOf(blocks: TypstBlock[]): Segment[] {
	const segments: Segment[] = [];
	for (const block of blocks) {
		const last = segments.at(-1);
		if (block.kind === 'facts') segments.push({ kind: 'text', facts: block, blocks: [] });
		else if (!isText(block)) segments.push({ kind: 'wide', block });
		else if (last?.kind === 'text') last.blocks.push(block);
		else segments.push({ kind: 'text', facts: null, blocks: [block] });
	}
	return segments.map((one) =>
		one.kind === 'text' && one.facts && one.blocks.length === 0
			? { kind: 'wide', block: one.facts }
			: one
	);
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
		case 'picture':
		case 'facts':
		case 'tiles':
		case 'table':
		case 'chart':
		case 'map':
			return false;
	}
}
