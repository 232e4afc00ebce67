import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { lastReading } from '../rules.ts';
import { listMeasures, type MeasureLine } from './queries.ts';

/** Each measure is a figure of the catalogue: its last reading at the end of the year, declared with its source. */
export async function measureMetrics(ctx: Context): Promise<Metric[]> {
	return (await listMeasures(ctx, { everyone: true })).map(metricOf);
}

function metricOf(line: MeasureLine): Metric {
	return {
		id: `measures.${line.code}`,
		label: line.label,
		unit: line.unit,
		rule: `${line.definition} Dernier relevé connu au 31 décembre.`,
		compute: (_ctx, { year }) => {
			const last = lastReading(line.readings, year);
			const rows = line.readings.map((one) => ({
				kind: 'reading',
				id: one.id,
				label: formatPartialDate(one.on),
				detail: one.saidValue ?? formatQuantity(one.value),
				path: line.path,
				audience: one.audience
			}));
			return Promise.resolve(
				last
					? { ...last.value, rows, source: last.source ?? 'source non renseignée' }
					: { value: null, rows }
			);
		}
	};
}
