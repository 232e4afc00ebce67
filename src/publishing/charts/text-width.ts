const NARROW_LETTERS = /[iljtfrI.,:;'’!|()\s]/;
const WIDE_LETTERS = /[mwMW%@—]/;
const CAPITALS = /\p{Lu}|\d/u;

/** Width of a line, in the unit of `size`: an estimate a little above the real one. */
export function textWidth(text: string, size: number): number {
	let width = 0;
	for (const letter of text) {
		if (NARROW_LETTERS.test(letter)) width += 0.34;
		else if (WIDE_LETTERS.test(letter)) width += 0.88;
		else width += CAPITALS.test(letter) ? 0.65 : 0.57;
	}
	return width * size;
}

/** Lines of at most `width`; what does not fit in `most` lines is cut and marked with an ellipsis. */
export function wrap(text: string, size: number, width: number, most: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/[ \n]+/)) {
		const longer = line ? `${line} ${word}` : word;
		if (line && textWidth(longer, size) > width) {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	lines.push(line);
	if (lines.length <= most) return lines.map((one) => cut(one, size, width));
	return [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''}…`].map((one) =>
		cut(one, size, width)
	);
}

function cut(line: string, size: number, width: number): string {
	if (textWidth(line, size) <= width) return line;
	const room = width - textWidth('…', size);
	let [kept, used] = ['', 0];
	for (const letter of line.replace(/…$/, '')) {
		used += textWidth(letter, size);
		if (kept !== '' && used > room) break;
		kept += letter;
	}
	return `${kept.trimEnd()}…`;
}
