import { drawable, type Care } from '../glyphs.ts';
import { svgInFonts } from '../svg-fonts.ts';
import { printable } from '../svg.ts';
import type { TypstData } from './data.ts';

/** Addresses are followed, not drawn. */
const ADDRESSES = new Set(['href', 'baseUrl', 'website']);
const DRAWINGS = new Set(['svg', 'cover']);

/** The data of a book as JSON, where every text can be drawn: the compiler refuses the whole book for one sign that it cannot draw. */
export function drawableData(data: TypstData, care: Care): string {
	return JSON.stringify(data, (name, value: unknown) => {
		if (typeof value !== 'string' || ADDRESSES.has(name)) return value;
		const clean = printable(value);
		return DRAWINGS.has(name) ? svgInFonts(clean, care) : drawable(clean);
	});
}
