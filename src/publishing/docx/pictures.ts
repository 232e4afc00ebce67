import { Resvg } from '@resvg/resvg-js';
import { ImageRun, Paragraph } from 'docx';
import { allFaces, fontFile } from '../fonts.ts';
import type { Palette } from '../colours.ts';
import { FONT, type Theme } from '../svg.ts';

/** Width of a drawing, in points of its own. */
const WIDTH = 640;

/** How charts and maps are drawn for Word: print colours, one width. */
export function wordTheme(palette: Palette): Theme {
	return { kind: 'print', width: WIDTH, font: 13, palette };
}

/** A drawing as a picture with its alternative text; Word reads PNG everywhere, SVG only lately. */
export function wordPicture(svg: string, description: string): Paragraph {
	const drawn = new Resvg(svg, {
		fitTo: { mode: 'width', value: WIDTH * 2 },
		background: '#ffffff',
		font: { fontFiles: allFaces().map(fontFile), loadSystemFonts: false, defaultFontFamily: FONT }
	}).render();
	const width = 600;
	return new Paragraph({
		children: [
			new ImageRun({
				type: 'png',
				data: drawn.asPng(),
				transformation: { width, height: Math.round((drawn.height * width) / drawn.width) },
				altText: { name: description.slice(0, 60), title: description.slice(0, 120), description }
			})
		]
	});
}
