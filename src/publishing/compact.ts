import type { Chapter } from '#core/blocks.ts';

/** Signs under which a chapter does not deserve a page of its own; its figures, if any, make it weigh more. */
const FEW_SIGNS = { withFigures: 2000, without: 3000 };

/**
 * Sheets of a series, annexes and chapters of a few lines share their page with what precedes them; the chapter
 * that a series follows opens it.
 */
export function isCompact(chapter: Chapter, next: Chapter | undefined): boolean {
	if (chapter.sheet || chapter.annex) return true;
	if (next?.sheet) return false;
	const few = chapter.figures?.length ? FEW_SIGNS.withFigures : FEW_SIGNS.without;
	return signsIn(chapter.blocks) < few;
}

/** Signs of text in blocks, roughly. */
function signsIn(value: unknown): number {
	if (typeof value === 'string') return value.length;
	if (typeof value !== 'object' || value === null) return 0;
	// Addresses and identifiers are not read.
	return Object.entries(value)
		.filter(
			([name]) =>
				!['href', 'figure', 'kind', 'id', 'path', 'metric', 'rule', 'type', 'record'].includes(name)
		)
		.reduce((sum, [, inner]) => sum + signsIn(inner), 0);
}
