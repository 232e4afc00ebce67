import type { ChartBlock } from '#core/blocks.ts';
import { boundsOf, parsePartialDate } from '#core/partial-date.ts';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { valueText } from '../figures.ts';
import { element, paint, short, textElement, type Theme } from '../svg.ts';
import { rowLabel } from '../tables.ts';
import { domainOf, SERIES_ROLES, type Drawing } from './bars.ts';
import { textWidth } from './text-width.ts';

/** Least distance between two dates. */
const GAP = 4;

const DASHES = [undefined, '6 4', '2 3'];

/** Dated points joined by a line, from zero, the value written at each point. */
export function drawLine(block: ChartBlock, theme: Theme): Drawing {
	const margin = theme.font * 2.2;
	const height = theme.font * 12;
	const places = placesOf(block.rows.map((row) => row.label));
	const x = scaleLinear([Math.min(...places), Math.max(...places)], [margin, theme.width - margin]);
	const y = scaleLinear(domainOf(block.rows.flatMap((row) => row.values)), [
		height,
		theme.font * 1.6
	]);
	const series = block.series.map((name, index) => {
		const points = block.rows.flatMap((row, rank) => {
			const value = row.values[index] ?? null;
			return value === null ? [] : [{ value, x: x(places[rank] ?? 0), y: y(value), row }];
		});
		const path = line<{ x: number; y: number }>(
			(point) => point.x,
			(point) => point.y
		).digits(2)(points);
		const last = points.at(-1);
		const isNamed = block.series.length > 1 && last !== undefined;
		return [
			element('path', {
				d: path ?? '',
				'stroke-dasharray': DASHES[index % DASHES.length],
				...paint(theme, 'curve')
			}),
			...points.map((point) =>
				element('circle', {
					cx: point.x,
					cy: point.y,
					r: theme.font * 0.28,
					...paint(theme, SERIES_ROLES[index % SERIES_ROLES.length] ?? 'bar')
				})
			),
			...points.map((point) =>
				centred(
					theme,
					point.x,
					point.y - theme.font * 0.6,
					valueText(point.value, '', point.row.decimals),
					'strong'
				)
			),
			isNamed
				? textElement(
						{
							x: last.x,
							y: last.y + theme.font * 1.3,
							'text-anchor': 'end',
							...paint(theme, 'text')
						},
						name
					)
				: ''
		].join('');
	});
	const axis = element('path', {
		d: `M0 ${short(y(0))}H${short(theme.width)}`,
		...paint(theme, 'axis')
	});
	const dates = datesThatFit(
		block,
		theme,
		(rank) => x(places[rank] ?? 0),
		height + theme.font * 1.3
	);
	return { markup: axis + series.join('') + dates, height: height + theme.font * 1.8 };
}

/** Days when every label is a date, so that unequal gaps stay unequal; ranks otherwise. */
function placesOf(labels: string[]): number[] {
	const days = labels.map((label) => {
		const date = parsePartialDate(label);
		return date ? Date.parse(boundsOf(date).last) / 86_400_000 : null;
	});
	return days.every((day) => day !== null) ? days : labels.map((_, index) => index);
}

function datesThatFit(
	block: ChartBlock,
	theme: Theme,
	at: (rank: number) => number,
	y: number
): string {
	const size = theme.font * 0.88;
	const last = block.rows.length - 1;
	const places = block.rows.map((row, rank) => {
		const label = rowLabel(block, row);
		const half = textWidth(label, size) / 2;
		return { label, half, middle: Math.min(Math.max(at(rank), half), theme.width - half) };
	});
	// The first and the last date are always written; the others where there is room.
	const end = places[last];
	let free = 0;
	return places
		.map(({ label, half, middle }, rank) => {
			const limit = rank === last || !end ? theme.width : end.middle - end.half - GAP;
			if (rank !== last && (middle - half < free || middle + half > limit)) return '';
			free = middle + half + GAP;
			return centred(theme, middle, y, label, 'text', size);
		})
		.join('');
}

function centred(
	theme: Theme,
	x: number,
	y: number,
	text: string,
	role: 'text' | 'strong',
	size?: number
): string {
	return textElement(
		{ x, y, 'text-anchor': 'middle', 'font-size': size, ...paint(theme, role) },
		text
	);
}
