import type { Block } from '#core/blocks.ts';
import { linksTo, type Links } from '../links.ts';
import { prepareBlocks } from '../prepare.ts';
import { htmlOfBlock } from './blocks.ts';

export interface HtmlOptions {
	/** Level of the first headings on the page; 2 by default, under the only `h1`. */
	firstHeading?: 2 | 3;
	/** Address put before the paths, when the fragment leaves the site. */
	baseUrl?: string;
	/** Where records are changed, by `recordLink`; those that the reader may not change are absent. */
	forms?: ReadonlyMap<string, string>;
}

/**
 * Blocks as a fragment for a page: semantic HTML, everything escaped, no inline style or script (strict CSP).
 * The page imports `publishing.css` and gives the colours as custom properties.
 */
export function renderHtmlBlocks(blocks: Block[], options: HtmlOptions = {}): string {
	const addresses = linksTo(options.baseUrl);
	const links: Links = (href) => options.forms?.get(href) ?? addresses(href);
	const context = { links, shift: (options.firstHeading ?? 2) - 2 };
	return prepareBlocks(blocks)
		.map((block) => htmlOfBlock(block, context))
		.join('\n');
}
