import type { Block } from '#core/blocks.ts';
import { renderHtmlBlocks } from '#publishing/index.ts';

/** Blocks as the markup of a page of the site: the same renderer as the reports. */
export function showBlocks(blocks: Block[]): string {
	return renderHtmlBlocks(blocks);
}
