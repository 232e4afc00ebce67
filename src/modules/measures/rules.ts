import { boundsOf, comparePartialDates, type PartialDate } from '#core/partial-date.ts';
import type { Quantity } from '#core/quantity.ts';

export interface DatedQuantity {
	on: PartialDate;
	value: Quantity;
}

/** The last reading at the end of a year; a reading of a later day is not known yet. */
export function lastReading<T extends DatedQuantity>(readings: T[], year: number): T | null {
	return knownAtEnd(readings, year).at(-1) ?? null;
}

/** The reading is of that year, even if only its month or its quarter is known. */
export function isOfYear(reading: DatedQuantity, year: number): boolean {
	const { first, last } = boundsOf(reading.on);
	return first >= `${String(year)}-01-01` && last <= `${String(year)}-12-31`;
}

/**
 * What a measure gained over a year: from the last reading before it, or else from its first one, to its last.
 * Null without two readings to compare, or when one is a range. About as soon as one of the two is not exact.
 */
export function gainOf<T extends DatedQuantity>(
	readings: T[],
	year: number
): { from: T; to: T; gain: Quantity } | null {
	const known = knownAtEnd(readings, year);
	const own = known.filter((one) => isOfYear(one, year));
	const before = known.filter((one) => boundsOf(one.on).last < `${String(year)}-01-01`).at(-1);
	const from = before ?? own[0];
	const to = own.at(-1);
	if (!from || !to || from === to) return null;
	const qualifiers = [from.value.qualifier, to.value.qualifier];
	if (qualifiers.includes('range')) return null;
	const isExact = qualifiers.every((one) => one === 'exact');
	const value = to.value.value - from.value.value;
	return { from, to, gain: { value, qualifier: isExact ? 'exact' : 'about' } };
}

/** Readings of a cumulative measure that go down from one date to the next. */
export function drops<T extends DatedQuantity>(readings: T[]): [T, T][] {
	const sorted = sortedReadings(readings);
	return sorted.slice(1).flatMap((one, index): [T, T][] => {
		const before = sorted[index];
		return before && one.value.value < before.value.value ? [[before, one]] : [];
	});
}

/** In calendar order; the list given is left as it is. */
export function sortedReadings<T extends DatedQuantity>(readings: T[]): T[] {
	return [...readings].sort((a, b) => comparePartialDates(a.on, b.on));
}

function knownAtEnd<T extends DatedQuantity>(readings: T[], year: number): T[] {
	const end = `${String(year)}-12-31`;
	return sortedReadings(readings).filter((one) => boundsOf(one.on).last <= end);
}
