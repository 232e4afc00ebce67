import { boundsOf, comparePartialDates, type PartialDate } from '#core/partial-date.ts';
import type { Quantity } from '#core/quantity.ts';

export interface DatedQuantity {
	on: PartialDate;
	value: Quantity;
}

/** The last reading at the end of a year; a reading of a later day is not known yet. */
export function lastReading<T extends DatedQuantity>(readings: T[], year: number): T | null {
	const known = readings.filter((one) => boundsOf(one.on).last <= `${String(year)}-12-31`);
	return known.sort((a, b) => comparePartialDates(a.on, b.on)).at(-1) ?? null;
}

/** Readings of a cumulative measure that go down from one date to the next. */
export function drops<T extends DatedQuantity>(readings: T[]): [T, T][] {
	const sorted = [...readings].sort((a, b) => comparePartialDates(a.on, b.on));
	return sorted.slice(1).flatMap((one, index): [T, T][] => {
		const before = sorted[index];
		return before && one.value.value < before.value.value ? [[before, one]] : [];
	});
}
