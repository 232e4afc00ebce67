import { drawable, type Care } from '../glyphs.ts';
import { svgInFonts } from '../svg-fonts.ts';
import { printable } from '../svg.ts';
import type { TypstData } from './data.ts';

/** Addresses are followed, not drawn. */
const ADDRESSES = new Set(['href', 'baseUrl', 'website']);
const DRAWINGS = new Set(['svg', 'cover']);

/** Signs without a place to break a line: the writer of PDF ends the program on a line of 64 Ko. */
const UNBROKEN = /[^ \n-]{1000}/gu;

/** Blanks of any sort, which a line holds without end: the compiler leaves those at its end out of its width. */
const BLANKS = /(\p{White_Space}{100})\p{White_Space}+/gu;

/** The text with a place, that nobody sees, to break a line that no page could hold, and no more blanks than a line shows. */
function breakable(text: string): string {
	return text.replace(BLANKS, '$1').replace(UNBROKEN, '$&\u200b');
}

/** The data of a book as JSON, where every text can be drawn: the compiler refuses the whole book for one sign that it cannot draw. */
export function drawableData(data: TypstData, care: Care): string {
	return JSON.stringify(data, (name, value: unknown) => {
		if (typeof value !== 'string' || ADDRESSES.has(name)) return value;
		const clean = printable(value);
		return DRAWINGS.has(name) ? svgInFonts(clean, care) : breakable(drawable(clean));
	});
}
