/** What makes a spreadsheet take a text for a formula; the name of a long text (`@textes/x.md`) does not hurt. */
const FORMULA = /^[=+\-@\t\r](?!textes\/)/;
const NUMBER = /^-\d+(?:[.,]\d+)?$/;
const GUARDED = /^'+(?=[=+\-@\t\r])/;

/**
 * A text that no spreadsheet runs as a formula when it opens a CSV: one apostrophe before it, one more before
 * those that a text already has there. Negative numbers stay numbers.
 */
export function guardFormula(text: string): string {
	const isRisky = FORMULA.test(text) && !NUMBER.test(text);
	return isRisky || GUARDED.test(text) ? `'${text}` : text;
}

/** The text as it was before `guardFormula`. */
export function unguardFormula(text: string): string {
	return GUARDED.test(text) ? text.slice(1) : text;
}
