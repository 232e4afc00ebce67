import { Paragraph, Table, TableCell, TableRow, WidthType, AlignmentType } from 'docx';
import type { TableBlock } from '#core/blocks.ts';
import type { Links } from '../links.ts';
import { runsOf } from '../runs.ts';
import { french } from '../typography.ts';
import { wordRuns } from './words.ts';

/** Width of the text of an A4 page with margins of 20 mm, in twentieths of a point. */
const TEXT_WIDTH = 9638;

/** A real Word table: header row repeated on each page, rows never split, caption above. */
export function wordTable(block: TableBlock, links: Links): (Paragraph | Table)[] {
	const total = block.columns.reduce((sum, column) => sum + (column.width ?? 1), 0);
	const widths = block.columns.map((column) =>
		Math.round((TEXT_WIDTH * (column.width ?? 1)) / total)
	);
	const cell = (children: Paragraph[], index: number) =>
		new TableCell({
			children,
			width: { size: widths[index] ?? 0, type: WidthType.DXA },
			margins: { top: 40, bottom: 40, left: 80, right: 80 }
		});
	const aligned = (index: number) =>
		block.columns[index]?.align === 'right' ? { alignment: AlignmentType.RIGHT } : {};
	const header = new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: block.columns.map((column, index) =>
			cell(
				[
					new Paragraph({
						children: wordRuns([{ text: french(column.label) }], { bold: true }),
						...aligned(index)
					})
				],
				index
			)
		)
	});
	const rows = block.rows.map(
		(cells) =>
			new TableRow({
				cantSplit: true,
				children: cells.map((inlines, index) =>
					cell(
						[
							new Paragraph({
								children: wordRuns(runsOf(inlines, links), { bold: index === 0 }),
								...aligned(index)
							})
						],
						index
					)
				)
			})
	);
	return [
		new Paragraph({ text: french(block.caption), style: 'Caption', keepNext: true }),
		new Table({
			rows: [header, ...rows],
			columnWidths: widths,
			width: { size: TEXT_WIDTH, type: WidthType.DXA }
		}),
		new Paragraph({ text: block.note ? french(block.note) : '' })
	];
}
