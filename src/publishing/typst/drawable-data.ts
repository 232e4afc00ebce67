import { drawable, type Care } from '../glyphs.ts';
import { svgInFonts } from '../svg-fonts.ts';
import { printable } from '../svg.ts';
import type { TypstData } from './data.ts';

/** Addresses are followed, not drawn. */
const ADDRESSES = new Set(['href', 'baseUrl', 'website']);
const DRAWINGS = new Set(['svg', 'cover']);

/** Signs without a place to break a line: the writer of PDF ends the program on a line of 64 Ko. */
const UNBROKEN = /[^ \n-]{1000}/gu;

/** The text with a place, that nobody sees, to break a line that no page could hold. */
function breakable(text: string): string {
	return text.replace(UNBROKEN, '$&\u200b');
}

/** The data of a book as JSON, where every text can be drawn: the compiler refuses the whole book for one sign that it cannot draw. */
export function drawableData(data: TypstData, care: Care): string {
	return JSON.stringify(data, (name, value: unknown) => {
		if (typeof value !== 'string' || ADDRESSES.has(name)) return value;
		const clean = printable(value);
		return DRAWINGS.has(name) ? svgInFonts(clean, care) : breakable(drawable(clean));
	});
}
