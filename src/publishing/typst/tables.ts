import { wordsOf, type TableBlock } from '#core/blocks.ts';
import type { Links } from '../links.ts';
import { runsOf, type Run } from '../runs.ts';
import { columnShares } from '../column-shares.ts';
import { french } from '../typography.ts';

/** A table as the template prints it. */
export interface TypstTable {
	caption: string;
	columns: { label: string; align: 'left' | 'right'; width: number }[];
	rows: Run[][][];
	note: string;
	/** The first cell of each row is a name, short enough to be set in bold. */
	strong: boolean;
	/** A row may be longer than a page: it is then allowed to break. */
	breaks: boolean;
	/** Small enough to stay in one piece. */
	together: boolean;
}

/** Characters beyond which a table row could fill a page. */
const LONG_ROW = 1800;

/** Characters of a table that surely holds on a third of a page. */
const SMALL_TABLE = 900;

/** Characters from which a first cell is a sentence rather than a name. */
const LONG_NAME = 60;

/** A table as data for the template. */
export function typstTable(block: TableBlock, links: Links, room?: number): TypstTable {
	const shares = columnShares(block, room);
	const rows = block.rows.map((row) => row.map((cell) => runsOf(cell, links)));
	const size = (row: Run[][]) => row.flat().reduce((sum, run) => sum + run.text.length, 0);
	return {
		caption: french(block.caption),
		columns: block.columns.map(({ label, align }, index) => ({
			label: french(label),
			align: align ?? 'left',
			width: shares[index] ?? 1
		})),
		// A short row would shift the cells of the next one.
		rows: rows.map((row) => block.columns.map((_, index) => row[index] ?? [])),
		note: french(block.note ?? ''),
		strong: block.rows.every((row) => wordsOf(row[0] ?? '').length <= LONG_NAME),
		breaks: rows.some((row) => size(row) > LONG_ROW),
		together: rows.length <= 8 && rows.reduce((sum, row) => sum + size(row), 0) < SMALL_TABLE
	};
}
