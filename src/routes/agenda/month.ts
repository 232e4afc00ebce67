import { Temporal } from 'temporal-polyfill';
import { formatPartialDate, monthName, precisionOf, type PartialDate } from '#core/partial-date.ts';
import type { DatedLine } from '#ui/dated.ts';

/** A day of the grid; days of the months around are empty. */
export interface GridDay {
	day: number | null;
	date: string;
	entries: DatedLine[];
	/** How many more there are that day. */
	others: number;
}

/** Entries that the square of a day holds, and those without a day that a month shows. */
const IN_A_DAY = 3;
const WITHOUT_DAY = 20;

/** The weeks of a month (`YYYY-MM`), Monday first, with what is known to the day; what is known to the month has no square. */
export function weeksOf(
	month: string,
	entries: DatedLine[]
): { weeks: GridDay[][]; vague: DatedLine[] } {
	const first = Temporal.PlainDate.from(`${month}-01`);
	const start = first.subtract({ days: first.dayOfWeek - 1 });
	const exact = entries.filter((entry) => precisionOf(entry.date) === 'day');
	const byDay = Map.groupBy(exact, (entry) => String(entry.date));
	const count = Math.ceil((first.dayOfWeek - 1 + first.daysInMonth) / 7);
	const weeks = Array.from({ length: count }, (_, week) =>
		Array.from({ length: 7 }, (__, weekday) => {
			const date = start.add({ days: week * 7 + weekday });
			const inside = date.month === first.month;
			const key = date.toString();
			const own = inside ? (byDay.get(key) ?? []) : [];
			return {
				day: inside ? date.day : null,
				date: key,
				entries: own.slice(0, IN_A_DAY),
				others: Math.max(0, own.length - IN_A_DAY)
			};
		})
	);
	const vague = entries.filter((entry) => precisionOf(entry.date) === 'month');
	return { weeks, vague: vague.slice(0, WITHOUT_DAY) };
}

/** First and last day of a month, and the months beside it. */
export function monthAround(month: string): {
	from: string;
	to: string;
	previous: string;
	next: string;
} {
	const first = Temporal.PlainDate.from(`${month}-01`);
	const nameOf = (day: Temporal.PlainDate) => day.toString().slice(0, 7);
	return {
		from: first.toString(),
		to: first.add({ months: 1 }).subtract({ days: 1 }).toString(),
		previous: nameOf(first.subtract({ days: 1 })),
		next: nameOf(first.add({ months: 1 }))
	};
}

/**
 * Runs of entries in order, under the name of their month; a date that knows no month is under its own words, at
 * the end of what it covers.
 */
export function byMonth(entries: DatedLine[]): { label: string; entries: DatedLine[] }[] {
	const groups = Map.groupBy(entries, (entry) => labelOf(entry.date));
	return [...groups].map(([label, own]) => ({ label, entries: own }));
}

function labelOf(date: PartialDate): string {
	const precision = precisionOf(date);
	const knowsMonth = precision === 'day' || precision === 'month';
	return knowsMonth ? monthLabel(date) : `${formatPartialDate(date)}, sans mois connu`;
}

/** "novembre 2023", of a month or of a day. */
export function monthLabel(date: string): string {
	return `${monthName(Number(date.slice(5, 7)))} ${date.slice(0, 4)}`;
}
