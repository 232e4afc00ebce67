import { Resvg } from '@resvg/resvg-js';
import { allFaces, fontFile, otherFiles } from './fonts.ts';
import { cleanSvg } from './pictures.ts';
import { svgInFonts } from './svg-fonts.ts';
import { FONT } from './svg.ts';

/** A picture in pixels, with its size on the page. */
export interface Png {
	data: Buffer;
	width: number;
	height: number;
}

/** Pixels per unit of the drawing: sharp on paper (a drawing 480 units wide fills an A4 line at 190 dpi). */
const SCALE = 2.6;

/** An SVG of ours, or a cleaned one, as PNG. Throws on a picture that cannot be read. */
export function renderPng(svg: string): Png {
	const image = new Resvg(svgInFonts(svg), {
		font: {
			loadSystemFonts: false,
			fontFiles: [...allFaces().map(fontFile), ...otherFiles().map(({ file }) => file)],
			defaultFontFamily: FONT
		},
		fitTo: { mode: 'zoom', value: SCALE },
		background: '#ffffff'
	});
	return { data: image.render().asPng(), width: image.width, height: image.height };
}

/** A cleaned drawing and its own width, in its units. */
export interface Drawing {
	svg: string;
	width: number;
}

/** The SVG of a picture block for a file, or `null` when it is missing or cannot be drawn. */
export function drawableSvg(svg: string | undefined): Drawing | null {
	const clean = svg
		? cleanSvg(svg, { xmlns: 'http://www.w3.org/2000/svg', 'font-family': FONT })
		: null;
	if (clean === null) return null;
	try {
		const { width, height } = new Resvg(clean, { font: { loadSystemFonts: false } });
		return width > 0 && height > 0 ? { svg: clean, width } : null;
	} catch {
		// A picture nobody can draw is shown as a picture to supply.
		return null;
	}
}
