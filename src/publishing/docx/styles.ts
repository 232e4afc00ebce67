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
	facts: 'Facts',
	cell: 'Cell',
	listTitle: 'ListTitle',
	listItem: 'ListParagraph',
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
					run: { font: FONT, size: 20, color: hex(palette.ink), language: { value: 'fr-FR' } },
					paragraph: { spacing: { after: 110, line: 266, lineRule: LineRuleType.AUTO } }
				},
				title: {
					run: { size: 72, bold: true, color: hex(palette.mainText) },
					paragraph: { spacing: { before: 300, after: 60 } }
				},
				heading1: heading(palette, 38, 0, 110),
				heading2: heading(palette, 27, 280, 90),
				heading3: heading(palette, 23, 220, 70),
				heading4: heading(palette, 20, 180, 60),
				heading5: heading(palette, 20, 160, 60),
				heading6: heading(palette, 20, 160, 60),
				hyperlink: { run: { color: hex(palette.mainText) } },
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
		{ ...style(STYLES.summary, 'Résumé du chapitre'), run: { size: 22, color: soft } },
		{
			...style(STYLES.quote, 'Quote'),
			run: { size: 23, bold: true, color: hex(palette.mainText) },
			paragraph: {
				keepNext: true,
				keepLines: true,
				indent: { left: 340 },
				border: { left: bar },
				spacing: { before: 160, after: 0 }
			}
		},
		{
			...style(STYLES.quoteAuthor, 'Auteur de la citation'),
			run: { size: 19, color: soft },
			paragraph: { indent: { left: 340 }, border: { left: bar }, spacing: { after: 160 } }
		},
		{
			...style(STYLES.caption, 'caption'),
			run: { bold: true },
			paragraph: { keepNext: true, spacing: { before: 180, after: 70 } }
		},
		{
			...style(STYLES.aside, 'Note et source'),
			run: { size: 16, color: soft },
			paragraph: { spacing: { after: 60, line: 240, lineRule: LineRuleType.AUTO } }
		},
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
			...style(STYLES.facts, 'En bref'),
			run: { size: 18 },
			paragraph: { shading: { fill: hex(palette.tint) }, spacing: { before: 60, after: 140 } }
		},
		{
			...style(STYLES.cell, 'Cellule'),
			run: { size: 18 },
			paragraph: { spacing: { before: 16, after: 16, line: 240, lineRule: LineRuleType.AUTO } }
		},
		{
			...style(STYLES.listTitle, 'Titre de liste'),
			run: { bold: true },
			paragraph: { keepNext: true, spacing: { before: 130, after: 50 } }
		},
		{
			...style(STYLES.listItem, 'List Paragraph'),
			paragraph: { spacing: { after: 30 } }
		},
		{
			...style(STYLES.contents, 'TOC Heading'),
			run: { size: 44, bold: true, color: hex(palette.mainText) }
		},
		{ ...style(STYLES.code, 'Code'), paragraph: { indent: { left: 340 } } },
		...[1, 2].map((level) => ({
			...style(`TOC${String(level)}`, `toc ${String(level)}`),
			run: { bold: level === 1, size: level === 1 ? 19 : 17 },
			paragraph: {
				spacing: { before: level === 1 ? 50 : 0, after: 0, line: 240 },
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
