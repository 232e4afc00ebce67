import type { ChartBlock } from '#core/blocks.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paletteOf } from '../colours.ts';
import type { Theme } from '../svg.ts';
import { BLOCKS } from '../testing/sample-document.ts';
import { renderChart } from './index.ts';

const print: Theme = {
	kind: 'print',
	width: 280,
	font: 9,
	palette: paletteOf({ main: '#17375e', accent: '#f2b134' })
};
const charts = BLOCKS.filter((block) => block.kind === 'chart');
const bars = (values: (number | null)[], chart: ChartBlock['chart'] = 'bars'): ChartBlock => ({
	kind: 'chart',
	chart,
	title: 'Constat',
	caption: 'Source',
	series: ['Valeur'],
	unit: 'visites',
	rows: values.map((value, index) => ({ label: `Ligne ${String(index + 1)}`, values: [value] }))
});
const widths = (svg: string) =>
	[...svg.matchAll(/<rect [^>]*?width="([\d.]+)"/g)].map((match) => Number(match[1]));

describe.each(charts.filter((one) => one.rows.length > 2))('$title', (block) => {
	test('is named for those who do not see it, and its colours are those of the page', () => {
		const svg = renderChart(block) ?? '';
		expect(svg).toMatch(/^<svg role="img" aria-label="Graphique : /);
		expect(svg).not.toMatch(/style=|fill="#|<script/);
	});

	test('holds in a file with its own colours and font', () => {
		const svg = renderChart(block, { theme: print }) ?? '';
		expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
		expect(svg).not.toContain('class=');
		expect(svg).not.toMatch(/\d\.\d{3}/);
	});
});

test('a bar twice as long is twice as much: bars start at zero', () => {
	const [first = 0, second = 0] = widths(renderChart(bars([10, 20, 5])) ?? '');
	expect(second / first).toBeCloseTo(2, 1);
});

test('every value is written on the drawing', () => {
	const svg = renderChart(bars([150, 30, 8])) ?? '';
	for (const value of ['150', '30', '8']) expect(svg).toContain(`>${value}</text>`);
});

test('a value never recorded is said, not drawn', () => {
	const svg = renderChart(bars([150, 30, 8, null])) ?? '';
	expect(svg).toContain('>non renseigné</text>');
	expect(widths(svg)).toHaveLength(3);
});

test('fewer than three values are no chart, unless they are compared in pairs', () => {
	expect(renderChart(bars([4, 1]))).toBeNull();
	expect(renderChart(bars([4, 1, null]))).toBeNull();
	expect(renderChart(bars([4, 1], 'pairedBars'))).not.toBeNull();
});

test('unequal units have each their scale, equal units share one', () => {
	const pair = (unit?: string): ChartBlock => ({
		...bars([], 'pairedBars'),
		series: ['a', 'b'],
		rows: [
			{ label: 'x', values: [100, 50], unit },
			{ label: 'y', values: [10, 5], unit }
		]
	});
	const share = (svg: string | null) => {
		const [largest = 1, , third = 0] = widths(svg ?? '');
		return third / largest;
	};
	expect(share(renderChart(pair('%')))).toBeCloseTo(1, 1);
	expect(share(renderChart(pair()))).toBeCloseTo(0.1, 1);
});

test('whatever the values, nothing is drawn outside or without a number', () => {
	const value = fc.oneof(fc.constant(null), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
	const kind = fc.constantFrom(
		'bars' as const,
		'columns' as const,
		'line' as const,
		'pairedBars' as const
	);
	fc.assert(
		fc.property(fc.array(value, { minLength: 3, maxLength: 15 }), kind, (values, chart) => {
			const svg = renderChart(bars(values, chart)) ?? '';
			expect(svg).not.toMatch(/NaN|Infinity|undefined|width="-/);
		})
	);
});
