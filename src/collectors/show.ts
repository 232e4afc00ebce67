import type { Block } from '#core/blocks.ts';
import { renderHtmlBlocks } from '#publishing/index.ts';

/** Elements of one page of a chapter: with the frame, still EcoIndex A. */
const ELEMENTS = 240;
/** Rows of one page of a long table. */
const ROWS = 40;

/** Blocks as the markup of a page of the site: the same renderer as the reports. */
export function showBlocks(blocks: Block[]): string {
	return renderHtmlBlocks(blocks);
}

/** A long chapter cut into pages at its headings and between the rows of its tables; at least one page. */
export function pagesOf(blocks: Block[]): Block[][] {
	const pages: Block[][] = [[]];
	let elements = 0;
	for (const section of sectionsOf(blocks)) {
		const size = countElements(renderHtmlBlocks(section));
		if (elements > 0 && elements + size > ELEMENTS) {
			pages.push([]);
			elements = 0;
		}
		pages.at(-1)?.push(...section);
		elements += size;
	}
	return pages;
}

/** Runs of blocks that stay together: from one heading of the first levels to the next. */
function sectionsOf(blocks: Block[]): Block[][] {
	const sections: Block[][] = [[]];
	for (const block of blocks.flatMap(cutTable)) {
		const last = sections.at(-1);
		const opens =
			(block.kind === 'heading' && block.level <= 3) ||
			block.kind === 'table' ||
			block.kind === 'calendar';
		if (opens && last && last.length > 0 && !endsWithHeading(last)) sections.push([block]);
		else last?.push(block);
	}
	return sections;
}

function endsWithHeading(section: Block[]): boolean {
	return section.at(-1)?.kind === 'heading';
}

function cutTable(block: Block): Block[] {
	if (block.kind !== 'table' || block.rows.length <= ROWS) return [block];
	const count = Math.ceil(block.rows.length / ROWS);
	return Array.from({ length: count }, (_, index) => ({
		...block,
		caption: `${block.caption} (${String(index + 1)} sur ${String(count)})`,
		rows: block.rows.slice(index * ROWS, (index + 1) * ROWS)
	}));
}

/** Elements of the markup, what is inside drawings apart. */
function countElements(html: string): number {
	return html.replace(/<svg[\s\S]*?<\/svg>/g, '<svg>').match(/<[a-z]/g)?.length ?? 0;
}
