import type { Inline, Inlines } from '#core/blocks.ts';
import { MISSING } from './figures.ts';
import type { Links } from './links.ts';
import { french } from './typography.ts';

/** A run of text as the renderers print it: French typography applied, address checked. */
export interface Run {
	text: string;
	/** Checked address; `figure` tells that it explains a number. */
	href?: string;
	figure?: boolean;
	strong?: boolean;
	em?: boolean;
	code?: boolean;
	missing?: boolean;
	/** A line break; the text is empty. */
	newLine?: boolean;
}

/** The runs of a sentence or a cell. A missing fact without words says "non renseigné". */
export function runsOf(inlines: Inlines, links: Links): Run[] {
	return (Array.isArray(inlines) ? inlines : [inlines]).map((inline) => runOf(inline, links));
}

function runOf(inline: Inline, links: Links): Run {
	if (typeof inline === 'string') return { text: french(inline) };
	const target = inline.figure ?? inline.href;
	const href = target === undefined ? null : links(target);
	return {
		text: french(inline.text) || (inline.missing ? MISSING : ''),
		...(href ? { href, figure: inline.figure !== undefined } : {}),
		...(inline.strong ? { strong: true } : {}),
		...(inline.missing ? { missing: true } : {})
	};
}
