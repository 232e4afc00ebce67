import type { Passage } from '../passages.ts';
import { markdownOfRuns } from './escape.ts';

/** A structured text as GFM blocks, separated by blank lines. `shift` moves its headings. */
export function markdownOfPassages(passages: Passage[], shift: number): string {
	return passages.map((passage) => markdownOfPassage(passage, shift)).join('\n\n');
}

function markdownOfPassage(passage: Passage, shift: number): string {
	switch (passage.kind) {
		case 'paragraph':
			return markdownOfRuns(passage.runs);
		case 'heading':
			return `${'#'.repeat(Math.min(passage.level + shift, 6))} ${markdownOfRuns(passage.runs)}`;
		case 'list':
			return passage.items
				.map((item, index) => {
					const bullet = passage.ordered ? `${String(passage.start + index)}. ` : '- ';
					return bullet + indent(markdownOfPassages(item, shift), bullet.length);
				})
				.join('\n');
		case 'quote':
			return markdownOfPassages(passage.parts, shift).replace(/^/gm, '> ');
		case 'code':
			return passage.text.replace(/^/gm, '    ');
		case 'rule':
			return '---';
	}
}

function indent(text: string, width: number): string {
	return text.replace(/\n(?=.)/g, `\n${' '.repeat(width)}`);
}
