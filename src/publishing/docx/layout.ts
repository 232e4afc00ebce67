import type { PublishedDocument } from '#core/blocks.ts';
import { french } from '../typography.ts';

/** Signs between which no line may break: a word, or a run of blanks, that may be longer than a line. */
const UNBROKEN = /[^ \t-]{40,}| {10,}/g;
/** Signs of such words that a document may hold: real ones are a few addresses of the web. */
const MOST = 1_500;

/**
 * Is the document quick to lay out for its page numbers? The library measures each sign of a word longer than its line
 * apart, half a millisecond each: two minutes for a text without a blank. Word numbers the pages of such a document.
 */
export function isQuickToLayOut(document: PublishedDocument): boolean {
	let signs = 0;
	JSON.stringify(document, (name, value: unknown) => {
		if (typeof value !== 'string' || name === 'svg' || signs > MOST) return value;
		for (const [run] of french(value).matchAll(UNBROKEN)) signs += run.length;
		return value;
	});
	return signs <= MOST;
}
