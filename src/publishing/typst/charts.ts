import type { ChartBlock } from '#core/blocks.ts';
import { renderChart } from '../charts/index.ts';
import { chartAlternative, chartTable, columnsTable } from '../tables.ts';
import { french } from '../typography.ts';
import type { TypstBlock, TypstContext } from './blocks.ts';
import { typstTable } from './tables.ts';

const CHART_WIDTH = 280;
/** Signs on a line of the table that stands beside a chart. */
const BESIDE = 50;
/** Width of the page between its margins, in points. */
export const PAGE_WIDTH = 487;

/** A chart as data for the template: its drawing beside the table of its values, or over it. */
export function typstChart(block: ChartBlock, { links, palette }: TypstContext): TypstBlock {
	const isWide = block.series.length > 3 || block.chart === 'columns';
	const width = isWide ? PAGE_WIDTH : CHART_WIDTH;
	const svg = renderChart(block, { theme: { kind: 'print', width, font: 9, palette } });
	const table = block.chart === 'columns' ? columnsTable(block) : chartTable(block);
	if (svg === null) {
		return {
			kind: 'table',
			...typstTable({ ...table, caption: block.title, note: block.caption }, links)
		};
	}
	return {
		kind: 'chart',
		title: french(block.title),
		caption: french(block.caption),
		svg,
		alt: french(chartAlternative(block)),
		table: { ...typstTable(table, links, isWide ? undefined : BESIDE), caption: '' },
		isWide
	};
}
