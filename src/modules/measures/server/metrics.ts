import { boundsOf, formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import { lastDayOf, type MetricRow, type MetricScope } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { countingAll, readable } from '#core/server/permissions.ts';
import { gainOf, lastReading } from '../rules.ts';
import { listMeasures, type MeasureLine } from './queries.ts';

/** Id of the figure of a measure: its last reading. */
export function metricOf(code: string): string {
	return `measures.${code}`;
}

/** Id of what a cumulative measure gained over the year. */
export function gainMetricOf(code: string): string {
	return `measures.${code}.gain`;
}

/**
 * Each measure is a figure of the catalogue, declared with its source: its last reading at the end of the year
 * and, when it grows from one reading to the next, what it gained.
 */
export async function measureMetrics(ctx: Context): Promise<Metric[]> {
	const lines = await listMeasures(countingAll(ctx));
	return lines.flatMap((line) =>
		line.cumulative ? [lastValue(line), gainOverYear(line)] : [lastValue(line)]
	);
}

function lastValue(line: MeasureLine): Metric {
	return {
		id: metricOf(line.code),
		label: line.label,
		keptTo: [line.audience],
		unit: line.unit,
		rule: `${unended(line.definition)} ; valeur du dernier relevé connu au {jour}.`,
		compute: (ctx, scope) => {
			const readings = readable(ctx, line.readings);
			const last = lastReading(knownOn(readings, scope), scope.year);
			return Promise.resolve(last ? { ...last.value, source: sourceOf(last) } : { value: null });
		},
		rows: (ctx) => rowsOf(line, readable(ctx, line.readings))
	};
}

function gainOverYear(line: MeasureLine): Metric {
	return {
		id: gainMetricOf(line.code),
		label: `${line.label} : gain de l’année`,
		keptTo: [line.audience],
		unit: line.unit,
		rule: `${unended(line.definition)} ; différence entre le dernier relevé de l’année et le dernier de l’année d’avant, ou à défaut le premier relevé.`,
		compute: (ctx, scope) => {
			const readings = readable(ctx, line.readings);
			const found = gainOf(knownOn(readings, scope), scope.year);
			if (!found) return Promise.resolve({ value: null });
			const { from, to, gain } = found;
			return Promise.resolve({
				...gain,
				source: [...new Set([sourceOf(from), sourceOf(to)])].join(' ; '),
				note: `Du ${formatPartialDate(from.on)} au ${formatPartialDate(to.on)}`
			});
		},
		rows: (ctx, scope) => {
			const readings = readable(ctx, line.readings);
			const found = gainOf(knownOn(readings, scope), scope.year);
			return rowsOf(line, found ? [found.from, found.to] : readings);
		}
	};
}

/** Readings that were known when the data were cut off. */
function knownOn(readings: MeasureLine['readings'], scope: MetricScope): MeasureLine['readings'] {
	return readings.filter((one) => boundsOf(one.on).last <= lastDayOf(scope));
}

function rowsOf({ path }: MeasureLine, readings: MeasureLine['readings']): MetricRow[] {
	return readings.map((one) => ({
		kind: 'reading',
		id: one.id,
		label: formatPartialDate(one.on),
		detail: one.saidValue ?? formatQuantity(one.value),
		path,
		audience: one.audience
	}));
}

function sourceOf(reading: MeasureLine['readings'][number]): string {
	return reading.source ?? 'source non renseignée';
}

function unended(sentence: string): string {
	return sentence.trim().replace(/\.$/, '');
}
