import type { Passage } from '../passages.ts';
import { escapeXml } from '../svg.ts';
import { htmlOfRuns } from './runs.ts';

/** A structured text as HTML. `shift` moves its headings under those of the page. */
export function htmlOfPassages(passages: Passage[], shift: number): string {
	return passages.map((passage) => htmlOfPassage(passage, shift)).join('');
}

function htmlOfPassage(passage: Passage, shift: number): string {
	switch (passage.kind) {
		case 'paragraph':
			return `<p>${htmlOfRuns(passage.runs)}</p>`;
		case 'heading': {
			const name = `h${String(Math.min(passage.level + shift, 6))}`;
			return `<${name}>${htmlOfRuns(passage.runs)}</${name}>`;
		}
		case 'list': {
			const name = passage.ordered ? 'ol' : 'ul';
			const start =
				passage.ordered && passage.start !== 1 ? ` start="${String(passage.start)}"` : '';
			const items = passage.items.map((item) => `<li>${htmlOfItem(item, shift)}</li>`);
			return `<${name}${start}>${items.join('')}</${name}>`;
		}
		case 'quote':
			return `<blockquote>${htmlOfPassages(passage.parts, shift)}</blockquote>`;
		case 'code':
			return `<pre><code>${escapeXml(passage.text)}</code></pre>`;
		case 'rule':
			return '<hr>';
	}
}

/** The first paragraph of an item needs no element of its own. */
function htmlOfItem(parts: Passage[], shift: number): string {
	const [first, ...others] = parts;
	if (first?.kind !== 'paragraph') return htmlOfPassages(parts, shift);
	return htmlOfRuns(first.runs) + htmlOfPassages(others, shift);
}
