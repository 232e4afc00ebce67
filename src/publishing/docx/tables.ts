import { columnShares } from '../column-shares.ts';
import type { Figure, TableBlock } from '#core/blocks.ts';
import {
	AlignmentType,
	BorderStyle,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	WidthType,
	type FileChild,
	type ParagraphChild
} from 'docx';
import type { Palette } from '../colours.ts';
import { figureText } from '../figures.ts';
import type { Links } from '../links.ts';
import { printable } from '../svg.ts';
import { french } from '../typography.ts';
import { docxOf } from './runs.ts';
import { hex, STYLES, TEXT_WIDTH } from './styles.ts';

/** A caption and a real table: header row repeated on each page, rows in one piece. */
export function docxOfTable(block: TableBlock, links: Links, palette: Palette): FileChild[] {
	const shares = columnShares(block);
	const total = shares.reduce((sum, share) => sum + share, 0);
	const widths = shares.map((share) => Math.floor((share / total) * TEXT_WIDTH.twips));
	const cell = (index: number, children: ParagraphChild[], isHeader: boolean) =>
		new TableCell({
			width: { size: widths[index] ?? 0, type: WidthType.DXA },
			...(isHeader ? { shading: { fill: hex(palette.tint) } } : {}),
			children: [
				new Paragraph({
					style: STYLES.cell,
					keepNext: isHeader,
					alignment:
						block.columns[index]?.align === 'right' ? AlignmentType.END : AlignmentType.START,
					children
				})
			]
		});
	const header = new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: block.columns.map((column, index) =>
			cell(index, [headerWords(column.label, palette)], true)
		)
	});
	const rows = block.rows.map(
		(row) =>
			new TableRow({
				cantSplit: true,
				children: block.columns.map((_, index) =>
					cell(index, docxOf(row[index] ?? '', links), false)
				)
			})
	);
	return [
		...(block.caption
			? [new Paragraph({ style: STYLES.caption, children: [words(block.caption)] })]
			: []),
		new Table({
			width: { size: TEXT_WIDTH.twips, type: WidthType.DXA },
			columnWidths: widths,
			layout: TableLayoutType.FIXED,
			margins: { top: 20, bottom: 20, left: 90, right: 90 },
			tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
			borders: borders(palette),
			rows: [header, ...rows]
		}),
		// Two tables that touch would be one for Word.
		new Paragraph({
			style: STYLES.aside,
			spacing: { before: block.note ? 40 : 0, after: block.note ? 120 : 0 },
			children: block.note ? [words(block.note)] : []
		})
	];
}

/** Key figures as a table: label, value that opens its page, source. */
export function docxOfFigures(figures: Figure[], links: Links, palette: Palette): FileChild[] {
	const hasSource = figures.some((figure) => figure.source);
	return docxOfTable(
		{
			kind: 'table',
			caption: '',
			columns: [
				{ label: 'Chiffre', width: 3 },
				{ label: 'Valeur', width: 2, align: 'right' },
				...(hasSource ? [{ label: 'Source', width: 3 }] : [])
			],
			rows: figures.map((figure) => [
				figure.label,
				{ text: figureText(figure), figure: figure.path, strong: true },
				...(hasSource ? [figure.source ?? 'compté dans Fanal'] : [])
			])
		},
		links,
		palette
	);
}

/** A run of plain words with French typography. */
export function words(text: string): TextRun {
	return new TextRun(printable(french(text)));
}

function headerWords(text: string, { mainText }: Palette): TextRun {
	return new TextRun({ text: printable(french(text)), bold: true, color: hex(mainText) });
}

function borders({ mainText, line }: Palette) {
	const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
	const rule = { style: BorderStyle.SINGLE, size: 4, color: hex(line) };
	return {
		top: none,
		left: none,
		right: none,
		insideVertical: none,
		insideHorizontal: rule,
		bottom: { ...rule, color: hex(mainText) }
	};
}
