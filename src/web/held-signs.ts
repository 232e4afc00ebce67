/** Elements whose text is taken as it stands: what somebody typed comes back from them, or a program reads it. */
const AS_IT_STANDS = new Set(['textarea', 'option', 'title', 'code', 'pre', 'script', 'style']);

/** A tag, whose attributes may hold `>` between quotes; else what stands between two of them. */
const PIECE = /<(?:"[^"]*"|[^<">])*>|[^<]+/g;
const TAG = /^<(\/?)([a-z][a-z0-9]*)/i;

// Each is tried from the first blank of a run only.
const BEFORE_SIGN = /(?<![ \t\r\n])[ \t\r\n]+(?=[:;?!»])/g;
const AFTER_QUOTE = /(?<=«)[ \t\r\n]+/g;
const BEFORE_UNIT = /(?<=\d)[ \t\r\n]+(?=[%€])/g;
const NO_BREAK = '\u00a0';

/**
 * A page in which no line begins with a sign that French parts from its word by a blank (`: ; ? ! »`), nor ends with `«`, nor parts a
 * number from `%` or `€`: these blanks hold. Attributes, and what is typed in a form, stay as they are.
 */
export function holdSigns(html: string): string {
	let within: string | null = null;
	return html.replace(PIECE, (piece) => {
		if (!piece.startsWith('<')) return within === null ? held(piece) : piece;
		const [, slash, name = ''] = TAG.exec(piece) ?? [];
		const element = name.toLowerCase();
		if (within === null && !slash && AS_IT_STANDS.has(element)) within = element;
		else if (slash && element === within) within = null;
		return piece;
	});
}

function held(text: string): string {
	return text
		.replace(BEFORE_SIGN, NO_BREAK)
		.replace(AFTER_QUOTE, NO_BREAK)
		.replace(BEFORE_UNIT, NO_BREAK);
}
