import type { Qualifier } from './quantity.ts';
import type { Audience } from './vocabulary.ts';

/** A row that a figure counts. Everyone gets the same count; `audience` decides who may open the row. */
export interface MetricRow {
	kind: string;
	id: string;
	label: string;
	/** What the row adds to the count: "45 emplois", "réunion du 12 octobre 2023". */
	detail?: string;
	path: string;
	audience: Audience;
}

/** What a metric is worth. A number without rows must carry its source: it is *declared*. */
export interface MetricValue {
	value: number | null;
	qualifier?: Qualifier;
	upTo?: number;
	rows: MetricRow[];
	/** Source of a declared value. */
	source?: string;
	/** French remark: "18 fiches sur 20". */
	note?: string;
}

/** Year asked for; values "at a date" are those of 31 December, or of the cut-off day of the edition. */
export interface MetricScope {
	year: number;
}
