import type { ChartBlock } from '#core/blocks.ts';
import { picture, SCREEN, type Theme } from '../svg.ts';
import { chartAlternative } from '../tables.ts';
import { drawBars, drawPairedBars, type Drawing } from './bars.ts';
import { drawColumns } from './columns.ts';
import { drawLine } from './line.ts';

/** Fewer values than this are a sentence, not a chart. */
const FEWEST_VALUES = 3;

const DRAWINGS: Record<ChartBlock['chart'], (block: ChartBlock, theme: Theme) => Drawing> = {
	bars: drawBars,
	pairedBars: drawPairedBars,
	columns: drawColumns,
	line: drawLine
};

/**
 * A chart as SVG, or `null` when it would show fewer than three values (two for paired bars): the table
 * of the values is then enough.
 */
export function renderChart(block: ChartBlock, options: { theme?: Theme } = {}): string | null {
	const values = block.rows.flatMap((row) => row.values).filter((value) => value !== null);
	const fewest = block.chart === 'pairedBars' ? 1 : FEWEST_VALUES;
	if (values.length < fewest || block.series.length === 0) return null;
	const theme = options.theme ?? SCREEN;
	const { markup, height } = DRAWINGS[block.chart](block, theme);
	return picture(theme, Math.ceil(height), chartAlternative(block), markup);
}
