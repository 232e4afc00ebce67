import { wordsOf, type TableBlock } from '#core/blocks.ts';

/** Signs that a column needs at least, and at most, to begin with. */
const NARROWEST = 5;
const WIDEST = 60;
/** Signs on a line of a table as wide as the page; the sides of a cell take some. */
const PAGE_SIGNS = 114;
const SIDES = 2;
/** Signs from which a word may be cut. */
const LONG_WORD = 16;
/** Signs that one column may hand to another at a time. */
const GIFTS = [2, 4, 8, 16, 24];

/**
 * Signs of the line that each column takes. They start from the shares declared, or else from what the cells hold
 * (their usual length more than their greatest), then go from column to column as long as the table gets shorter.
 * @param room signs on a line of the table
 */
export function columnShares(table: TableBlock, room = PAGE_SIGNS): number[] {
	const cells = table.columns.map(({ label }, index) => [
		label,
		...table.rows.map((row) => wordsOf(row[index] ?? ''))
	]);
	const least = cells.map((texts) => Math.max(longestWord(texts) + SIDES, NARROWEST));
	const widths = spread(startOf(table, cells), least, room);
	const heights = cells.map((texts) => heightsOf(texts));
	for (;;) {
		const better = shorter(widths, least, heights);
		if (!better) return widths;
		widths.splice(0, widths.length, ...better);
	}
}

function startOf({ columns }: TableBlock, cells: string[][]): number[] {
	if (columns.some((column) => column.width !== undefined))
		return columns.map((column) => column.width ?? 1);
	return cells.map((texts) => {
		const lengths = texts.map((text) => text.length);
		const usual = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
		return Math.min(Math.max(0.7 * usual + 0.3 * Math.max(...lengths), NARROWEST), WIDEST);
	});
}

/** Shares as whole signs of the room; what a column lacks for its longest word is taken from the widest. */
function spread(shares: number[], least: number[], room: number): number[] {
	const total = shares.reduce((sum, share) => sum + share, 0);
	const widths = shares.map((share) => Math.round((share / total) * room));
	for (const [index, wanted] of least.entries()) {
		while ((widths[index] ?? 0) < wanted) {
			const from = widths.indexOf(
				Math.max(...widths.filter((width, other) => width > (least[other] ?? 0)))
			);
			if (from < 0 || from === index) break;
			widths[from] = (widths[from] ?? 0) - 1;
			widths[index] = (widths[index] ?? 0) + 1;
		}
	}
	return widths;
}

type Heights = (width: number) => number[];

/** The widths after the best gift of one column to another, if any makes the table shorter. */
function shorter(widths: number[], least: number[], heights: Heights[]): number[] | null {
	let best: { widths: number[]; lines: number } | null = null;
	const now = linesOf(widths, heights);
	for (const [from, width] of widths.entries()) {
		for (const gift of GIFTS) {
			if (width - gift < (least[from] ?? 0)) continue;
			for (const to of widths.keys()) {
				if (to === from) continue;
				const tried = widths.with(from, width - gift).with(to, (widths[to] ?? 0) + gift);
				const lines = linesOf(tried, heights);
				if (lines < (best?.lines ?? now)) best = { widths: tried, lines };
			}
		}
	}
	return best?.widths ?? null;
}

/** Lines of the whole table: each row is as high as its highest cell; those of other cells weigh a little. */
function linesOf(widths: number[], heights: Heights[]): number {
	const columns = widths.map((width, index) => heights[index]?.(width) ?? []);
	return (columns[0] ?? []).reduce((sum, _, row) => {
		const lines = columns.map((column) => column[row] ?? 1);
		return sum + Math.max(...lines) + 0.01 * lines.reduce((all, one) => all + one, 0);
	}, 0);
}

/** Lines of each text of a column at a width, worked out once. */
function heightsOf(texts: string[]): Heights {
	const words = texts.map((text) => text.split(/\s+/).map((word) => word.length));
	const known = new Map<number, number[]>();
	return (width) => {
		const lines = known.get(width) ?? words.map((one) => wrapped(one, width - SIDES));
		known.set(width, lines);
		return lines;
	};
}

/** Lines that words of these lengths take. */
function wrapped(lengths: number[], width: number): number {
	let [lines, used] = [1, 0];
	for (const length of lengths) {
		if (used > 0 && used + 1 + length > width) {
			lines += 1;
			used = 0;
		}
		used += (used > 0 ? 1 : 0) + length;
		// A word longer than the line is cut.
		while (used > width && width > 0) {
			lines += 1;
			used -= width;
		}
	}
	return lines;
}

function longestWord(texts: string[]): number {
	let longest = 0;
	for (const text of texts)
		for (const word of text.split(/\s+/)) longest = Math.max(longest, word.length);
	return Math.min(longest, LONG_WORD);
}
