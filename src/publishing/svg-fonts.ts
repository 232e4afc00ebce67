import { fontRuns, type Care, type FontRun } from './glyphs.ts';

/**
 * A drawing for a file in which each text names the font that draws it: the renderers refuse a letter that the font of
 * its text lacks, where a page of text looks for another.
 */
export function svgInFonts(svg: string, care: Care = 'fonts'): string {
	return svg.replace(/>([^<>]+)</g, (_, text: string) => {
		const runs = fontRuns(text, care);
		return `>${runs.map(inFont).join('')}<`;
	});
}

function inFont({ family, text }: FontRun): string {
	return family === null
		? text
		: `<tspan font-family="${family}" font-style="normal" font-weight="400">${text}</tspan>`;
}
