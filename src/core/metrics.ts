import type { Qualifier } from './quantity.ts';
import type { Audience } from './vocabulary.ts';

/** A row that a figure counts. Everyone gets the same count; who may not read `audience`, that of the record it opens, is not told it. */
export interface MetricRow {
	kind: string;
	id: string;
	label: string;
	/** What the row adds to the count: "45 emplois", "réunion du 12 octobre 2023". */
	detail?: string;
	path: string;
	audience: Audience;
}

/**
 * What a metric is worth, as the actor of its context reads it. It is computed twice: for who reads everything, which gives the value and
 * how complete it is, the same for all; then for the reader, which gives what is told to them: source, remark. A number that no row
 * proves must carry its source: it is *declared*.
 */
export interface MetricValue {
	value: number | null;
	qualifier?: Qualifier;
	upTo?: number;
	/** Source of a declared value. */
	source?: string;
	/** How complete the value is, numbers only, told to everybody with it: "18 fiches sur 20". */
	coverage?: string;
	/** French remark. */
	note?: string;
}

/** What a figure is asked for. */
export interface MetricScope {
	year: number;
	/**
	 * Day at which the data are read, `YYYY-MM-DD`: the cut-off day of the edition of that year; its 31 December when
	 * left out. Values "at a date" are those of that day; a rule says it as `{jour}`.
	 */
	asOf?: string;
}

/** Day at which values "at a date" are read. */
export function dayOf({ year, asOf }: MetricScope): string {
	return asOf ?? `${String(year)}-12-31`;
}

/** Last day of the year whose acts count: none after the data were cut off, none of another year. */
export function lastDayOf(scope: MetricScope): string {
	const end = `${String(scope.year)}-12-31`;
	return dayOf(scope) < end ? dayOf(scope) : end;
}
