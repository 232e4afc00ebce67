import type { ChartBlock } from '#core/blocks.ts';
import { scaleLinear } from 'd3-scale';
import { valueText } from '../figures.ts';
import { element, paint, textElement, type Role, type Theme } from '../svg.ts';
import { rowLabel } from '../tables.ts';
import { textWidth, wrap } from './text-width.ts';

type Row = ChartBlock['rows'][number];

/** Drawn lines and the height they take. */
export interface Drawing {
	markup: string;
	height: number;
}

/** How the three first series differ in black and white: full, light with an edge, white with an edge. */
export const SERIES_ROLES: Role[] = ['bar', 'bar2', 'bar3'];

/** From 0, or from the lowest negative value: a bar never starts elsewhere. */
export function domainOf(values: (number | null)[]): [number, number] {
	const known = values.filter((value) => value !== null);
	const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
	return low === high ? [0, 1] : [low, high];
}

/** One horizontal bar per row, its name above it and its value at its end. */
export function drawBars(block: ChartBlock, theme: Theme): Drawing {
	const domain = domainOf(block.rows.map((row) => row.values[0] ?? null));
	const texts = block.rows.map((row) => textOf(row, 0, block.unit));
	const room = Math.max(...texts.map((text) => textWidth(text, theme.font))) + 8;
	let y = 0;
	const rows = block.rows.map((row, index) => {
		const name = rowName(rowLabel(block, row), 'text', theme, y);
		y += name.height;
		const bar = drawBar(theme, {
			x: 0,
			y,
			width: theme.width - room,
			domain,
			value: row.values[0] ?? null,
			text: texts[index] ?? '',
			role: 'bar'
		});
		y += theme.font * 1.75;
		return name.markup + bar;
	});
	return { markup: rows.join(''), height: y };
}

/**
 * Per row, one bar per series. A row that gives its own unit has its own scale (unequal units cannot share
 * an axis); rows without one share a scale, so that they can be compared.
 */
export function drawPairedBars(block: ChartBlock, theme: Theme): Drawing {
	const common = domainOf(block.rows.filter((row) => !row.unit).flatMap((row) => row.values));
	const size = theme.font * 0.92;
	const texts = block.rows.map((row) =>
		block.series.map((_, index) => textOf(row, index, block.unit))
	);
	const room = Math.max(...texts.flat().map((text) => textWidth(text, theme.font))) + 8;
	const widest = Math.max(...block.series.map((name) => textWidth(name, size))) + 8;
	const x = Math.min(widest, theme.width * 0.42);
	let y = 0;
	const rows = block.rows.map((row, rank) => {
		const name = rowName(rowLabel(block, row), 'strong', theme, y);
		y += name.height;
		const bars = block.series.map((series, index) => {
			const [label = ''] = wrap(series, size, x - 6, 1);
			const drawn =
				textElement(
					{ x: 0, y: y + theme.font * 0.95, 'font-size': size, ...paint(theme, 'text') },
					label
				) +
				drawBar(theme, {
					x,
					y,
					width: theme.width - x - room,
					domain: row.unit ? domainOf(row.values) : common,
					value: row.values[index] ?? null,
					text: texts[rank]?.[index] ?? '',
					role: SERIES_ROLES[index % SERIES_ROLES.length] ?? 'bar'
				});
			y += theme.font * 1.45;
			return drawn;
		});
		y += theme.font * 0.55;
		return name.markup + bars.join('');
	});
	return { markup: rows.join(''), height: y };
}

interface Bar {
	x: number;
	y: number;
	width: number;
	domain: [number, number];
	value: number | null;
	text: string;
	role: Role;
}

function drawBar(theme: Theme, bar: Bar): string {
	const scale = scaleLinear(bar.domain, [bar.x, bar.x + bar.width]);
	const zero = scale(0);
	const end = scale(bar.value ?? 0);
	const height = theme.font * 1.1;
	const axis = element('path', {
		d: `M${String(Math.round(zero * 10) / 10)} ${String(Math.round(bar.y * 10) / 10)}v${String(Math.round(height * 10) / 10)}`,
		...paint(theme, 'axis')
	});
	const rect =
		bar.value === null || bar.value === 0
			? axis
			: element('rect', {
					x: Math.min(zero, end),
					y: bar.y,
					width: Math.max(Math.abs(end - zero), 1),
					height,
					...paint(theme, bar.role)
				});
	const role = bar.value === null ? 'soft' : 'strong';
	return (
		rect +
		textElement(
			{ x: Math.max(zero, end) + 5, y: bar.y + theme.font * 0.95, ...paint(theme, role) },
			bar.text
		)
	);
}

function rowName(label: string, role: Role, theme: Theme, y: number): Drawing {
	const lines = wrap(label, theme.font, theme.width, 2);
	const step = theme.font * 1.25;
	return {
		markup: lines
			.map((line, index) =>
				textElement({ x: 0, y: y + theme.font + index * step, ...paint(theme, role) }, line)
			)
			.join(''),
		height: lines.length * step + theme.font * 0.2
	};
}

function textOf(row: Row, index: number, unit: string): string {
	return valueText(row.values[index] ?? null, row.unit ?? unit, row.decimals);
}
