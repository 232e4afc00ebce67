import {
	AlignmentType,
	BorderStyle,
	LevelFormat,
	LineRuleType,
	type IPropertiesOptions
} from 'docx';
import { fontBytes } from '../fonts.ts';
import type { Palette } from '../colours.ts';
import { FONT } from '../svg.ts';

/** Twentieths of a point: A4 with margins of 19 mm. */
export const PAGE = { width: 11906, height: 16838, margin: 1077 } as const;
/** Width of the text, in twips and in pixels (96 to the inch). */
export const TEXT_WIDTH = { twips: PAGE.width - 2 * PAGE.margin, pixels: 650 } as const;

/** Names of the paragraph styles that people find in Word's gallery. */
export const STYLES = {
	subtitle: 'Subtitle',
	summary: 'Summary',
	quote: 'Quote',
	quoteAuthor: 'QuoteAuthor',
	caption: 'Caption',
	aside: 'Aside',
	notice: 'Notice',
	cell: 'Cell',
	listTitle: 'ListTitle',
	contents: 'ContentsTitle',
	code: 'Code'
} as const;

/** Lists: bullets, and numbers that start again at each list. */
export const LISTS = { bullets: 'bullets', numbers: 'numbers' } as const;

/** Colours are written without the hash. */
export function hex(colour: string): string {
	return colour.slice(1);
}

/** Font, language and styles: a text pasted in a paragraph looks like the rest. */
export function documentStyles(
	palette: Palette
): Pick<IPropertiesOptions, 'styles' | 'numbering' | 'fonts'> {
	return {
		fonts: [
			{
				name: FONT,
				data: fontBytes('regular'),
				bold: fontBytes('bold'),
				italic: fontBytes('italic'),
				boldItalic: fontBytes('boldItalic')
			}
		],
		styles: {
			default: {
				document: {
					run: { font: FONT, size: 21, color: hex(palette.ink), language: { value: 'fr-FR' } },
					paragraph: { spacing: { after: 140, line: 300, lineRule: LineRuleType.AUTO } }
				},
				title: {
					run: { size: 72, bold: true, color: hex(palette.mainText) },
					paragraph: { spacing: { before: 300, after: 60 } }
				},
				heading1: heading(palette, 44, 0, 160),
				heading2: heading(palette, 31, 420, 140),
				heading3: heading(palette, 25, 320, 110),
				heading4: heading(palette, 21, 260, 90),
				heading5: heading(palette, 21, 220, 80),
				heading6: heading(palette, 21, 220, 80),
				hyperlink: { run: { color: hex(palette.mainText), underline: {} } },
				strong: { run: { bold: true } }
			},
			paragraphStyles: paragraphStyles(palette)
		},
		numbering: { config: [list(LISTS.bullets, true), list(LISTS.numbers, false)] }
	};
}

function heading(palette: Palette, size: number, before: number, after: number) {
	return {
		run: { size, bold: true, color: hex(palette.mainText) },
		paragraph: { keepNext: true, keepLines: true, spacing: { before, after } }
	};
}

function paragraphStyles(palette: Palette) {
	const bar = { style: BorderStyle.SINGLE, size: 24, space: 12, color: hex(palette.accent) };
	const soft = hex(palette.soft);
	const style = (id: string, name: string) => ({ id, name, basedOn: 'Normal', quickFormat: true });
	return [
		{
			...style(STYLES.subtitle, 'Subtitle'),
			run: { size: 30, color: soft },
			paragraph: { spacing: { after: 80 } }
		},
		{ ...style(STYLES.summary, 'Résumé du chapitre'), run: { size: 25, color: soft } },
		{
			...style(STYLES.quote, 'Quote'),
			run: { size: 27, bold: true, color: hex(palette.mainText) },
			paragraph: {
				keepNext: true,
				keepLines: true,
				indent: { left: 340 },
				border: { left: bar },
				spacing: { before: 240, after: 0 }
			}
		},
		{
			...style(STYLES.quoteAuthor, 'Auteur de la citation'),
			run: { size: 19, color: soft },
			paragraph: { indent: { left: 340 }, border: { left: bar }, spacing: { after: 240 } }
		},
		{
			...style(STYLES.caption, 'caption'),
			run: { bold: true },
			paragraph: { keepNext: true, spacing: { before: 260, after: 100 } }
		},
		{ ...style(STYLES.aside, 'Note et source'), run: { size: 17, color: soft } },
		{
			...style(STYLES.notice, 'Avis'),
			paragraph: {
				keepLines: true,
				shading: { fill: hex(palette.tint) },
				border: { left: { ...bar, color: hex(palette.mainText) } },
				indent: { left: 340 }
			}
		},
		{
			...style(STYLES.cell, 'Cellule'),
			run: { size: 19 },
			paragraph: { spacing: { before: 40, after: 40, line: 250, lineRule: LineRuleType.AUTO } }
		},
		{
			...style(STYLES.listTitle, 'Titre de liste'),
			run: { bold: true },
			paragraph: { keepNext: true, spacing: { before: 220, after: 80 } }
		},
		{
			...style(STYLES.contents, 'TOC Heading'),
			run: { size: 44, bold: true, color: hex(palette.mainText) }
		},
		{ ...style(STYLES.code, 'Code'), paragraph: { indent: { left: 340 } } },
		...[1, 2].map((level) => ({
			...style(`TOC${String(level)}`, `toc ${String(level)}`),
			run: { bold: level === 1 },
			paragraph: {
				spacing: { before: level === 1 ? 120 : 0, after: 30 },
				indent: { left: (level - 1) * 340 }
			}
		}))
	];
}

function list(reference: string, isBulleted: boolean) {
	return {
		reference,
		levels: [0, 1, 2, 3].map((level) => ({
			level,
			format: isBulleted ? LevelFormat.BULLET : LevelFormat.DECIMAL,
			text: isBulleted ? (level % 2 === 0 ? '•' : '–') : `%${String(level + 1)}.`,
			alignment: AlignmentType.LEFT,
			style: {
				paragraph: { indent: { left: 400 + level * 400, hanging: 300 }, spacing: { after: 70 } }
			}
		}))
	};
}
