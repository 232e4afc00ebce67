import type { ChartBlock, PictureBlock } from '#core/blocks.ts';
import { ImageRun, LineRuleType, Paragraph, TextRun, type FileChild } from 'docx';
import { renderChart } from '../charts/index.ts';
import type { Palette } from '../colours.ts';
import { drawableSvg, renderPng } from '../images.ts';
import type { Links } from '../links.ts';
import { printable, type Theme } from '../svg.ts';
import { chartAlternative, chartTable, columnsTable } from '../tables.ts';
import { french } from '../typography.ts';
import { pictureCaption, WORDS } from '../words.ts';
import { STYLES, TEXT_WIDTH } from './styles.ts';
import { docxOfTable, words } from './tables.ts';

/** Pixels of a chart on the page. */
const CHART_WIDTH = 500;

/** Title, drawing and caption of a chart or a map. */
export function docxOfDrawing(
	svg: string,
	{ title, caption, alt, most }: { title: string; caption: string; alt: string; most?: number }
): Paragraph[] {
	return [
		new Paragraph({ style: STYLES.caption, children: [words(title)] }),
		imageOf(svg, alt, { keepNext: true, ...(most ? { most } : {}) }),
		new Paragraph({ style: STYLES.aside, children: [words(caption)] })
	];
}

/** A chart and the table of its values, or the table alone. */
export function docxOfChart(block: ChartBlock, links: Links, palette: Palette): FileChild[] {
	const svg = renderChart(block, { theme: themeOf(palette, 480, 12) });
	const { title, caption } = block;
	const table = block.chart === 'columns' ? columnsTable(block) : chartTable(block);
	if (svg === null) return docxOfTable({ ...table, caption: title, note: caption }, links, palette);
	return [
		...docxOfDrawing(svg, { title, caption, alt: chartAlternative(block), most: CHART_WIDTH }),
		...docxOfTable({ ...table, caption: '' }, links, palette)
	];
}

/** A picture, or the place of one that nobody has supplied yet. */
export function docxOfPicture(block: PictureBlock): Paragraph[] {
	const drawn = drawableSvg(block.svg);
	const caption = pictureCaption(block);
	const first = drawn
		? imageOf(drawn.svg, block.alt, { most: drawn.width * 1.3 })
		: new Paragraph({
				style: STYLES.notice,
				children: [new TextRun({ text: `${WORDS.missingPicture}. `, bold: true }), words(block.alt)]
			});
	return caption
		? [first, new Paragraph({ style: STYLES.aside, children: [words(caption)] })]
		: [first];
}

/** A drawing in the line, as PNG (old Words read no SVG), with its alternative text. */
export function imageOf(
	svg: string,
	alt: string,
	options: { most?: number; keepNext?: boolean } = {}
): Paragraph {
	const png = renderPng(svg);
	const width = Math.min(options.most ?? png.width * 1.6, TEXT_WIDTH.pixels);
	return new Paragraph({
		keepNext: options.keepNext ?? false,
		spacing: { line: 240, lineRule: LineRuleType.AUTO },
		children: [
			new ImageRun({
				type: 'png',
				data: png.data,
				transformation: {
					width: Math.round(width),
					height: Math.round((width * png.height) / png.width)
				},
				altText: { name: 'Image', title: '', description: printable(french(alt)) }
			})
		]
	});
}

/** Print colours at a width of the drawing's own. */
export function themeOf(palette: Palette, width: number, font: number): Theme {
	return { kind: 'print', width, font, palette };
}
