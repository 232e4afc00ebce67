import type { ChartBlock } from '#core/blocks.ts';
import { scaleBand, scaleLinear } from 'd3-scale';
import { valueText } from '../figures.ts';
import { element, paint, short, textElement, type Theme } from '../svg.ts';
import { domainOf, drawBars, type Drawing } from './bars.ts';
import { shortMonth } from '../months.ts';
import { textWidth, wrap } from './text-width.ts';

const PLOT_LINES = 8;

/**
 * Vertical bars over ordered categories; several series are drawn one under the other on the same scale.
 * Names too wide to stand side by side turn the columns into bars.
 */
export function drawColumns(block: ChartBlock, theme: Theme): Drawing {
	const size = theme.font * 0.88;
	const names = block.rows.map((row) => shortMonth(row.label));
	const band = scaleBand(
		block.rows.map((_, index) => index),
		[0, theme.width]
	).padding(0.18);
	const fits = names.every((name) => textWidth(name, size) <= band.step());
	if (!fits && block.series.length === 1) return drawBars(block, theme);
	const domain = domainOf(block.rows.flatMap((row) => row.values));
	let y = 0;
	const series = block.series.map((name, index) => {
		if (block.series.length > 1) y += theme.font * 1.5;
		const title =
			block.series.length > 1
				? textElement({ x: 0, y: y - theme.font * 0.4, ...paint(theme, 'strong') }, name)
				: '';
		const drawn = drawSeries(block, theme, { index, domain, band, top: y });
		y += drawn.height;
		return title + drawn.markup;
	});
	const labels = names.map((name, index) => {
		const [line = ''] = wrap(name, size, band.step(), 1);
		const x = (band(index) ?? 0) + band.bandwidth() / 2;
		return textElement(
			{
				x,
				y: y + size * 1.25,
				'text-anchor': 'middle',
				'font-size': size,
				...paint(theme, 'text')
			},
			line
		);
	});
	return { markup: series.join('') + labels.join(''), height: y + size * 1.7 };
}

interface Plot {
	index: number;
	domain: [number, number];
	band: ReturnType<typeof scaleBand<number>>;
	top: number;
}

function drawSeries(block: ChartBlock, theme: Theme, plot: Plot): Drawing {
	const lines = block.series.length > 1 ? PLOT_LINES / 2 : PLOT_LINES;
	const height = theme.font * lines;
	const scale = scaleLinear(plot.domain, [plot.top + height, plot.top + theme.font * 1.4]);
	const zero = scale(0);
	const bars: string[] = [];
	const texts: string[] = [];
	block.rows.forEach((row, rank) => {
		const value = row.values[plot.index] ?? null;
		const x = plot.band(rank) ?? 0;
		const top = Math.min(zero, scale(value ?? 0));
		const tall = Math.abs(scale(value ?? 0) - zero);
		if (tall > 0)
			bars.push(
				`M${short(x)} ${short(top)}h${short(plot.band.bandwidth())}v${short(tall)}h-${short(plot.band.bandwidth())}z`
			);
		texts.push(
			textElement(
				{
					x: x + plot.band.bandwidth() / 2,
					y: top - theme.font * 0.35,
					'text-anchor': 'middle',
					...paint(theme, value === null ? 'soft' : 'strong')
				},
				value === null
					? 'n. r.'
					: valueText(value, symbolOnly(row.unit ?? block.unit), row.decimals)
			)
		);
	});
	const axis = element('path', {
		d: `M0 ${short(zero)}H${short(theme.width)}`,
		...paint(theme, 'axis')
	});
	const columns = element('path', { d: bars.join(''), ...paint(theme, 'bar') });
	return { markup: columns + axis + texts.join(''), height };
}

/** A unit that takes room is told in the caption, not on every column. */
function symbolOnly(unit: string): string {
	return unit === '%' ? unit : '';
}
