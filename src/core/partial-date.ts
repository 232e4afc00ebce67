import { Temporal } from 'temporal-polyfill';

/**
 * A civil date (Europe/Paris) that says how precise it is:
 * `2023-09-18` a day · `2023-01` a month · `2023-T2` a quarter · `2023-S1` a half-year · `2023` a year.
 * Text order is not calendar order: sort with `comparePartialDates`.
 */
export type PartialDate = string & { readonly partialDate: unique symbol };
export type Precision = 'day' | 'month' | 'quarter' | 'half' | 'year';

const CANONICAL = /^(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|T([1-4])|S([12])))?$/;
/** Characters of the longest date that people write. */
const LONGEST = 200;
const MONTHS = [
	'janvier',
	'février',
	'mars',
	'avril',
	'mai',
	'juin',
	'juillet',
	'août',
	'septembre',
	'octobre',
	'novembre',
	'décembre'
];
const MONTH_STARTS = [
	'janv',
	'fevr',
	'mars',
	'avr',
	'mai',
	'juin',
	'juil',
	'aout',
	'sept',
	'oct',
	'nov',
	'dec'
];

/**
 * Reads the canonical forms, those met in spreadsheets (`18/09/2023`, `18.09.2023`, `janv-23`) and those that people write and
 * `formatPartialDate` prints (`1er mai 2023`, `septembre 2023`, `2e trimestre 2023`).
 * Returns `null` for anything else, and for a day that does not exist (31/02/2023, a day that is not of the week day that is said).
 */
export function parsePartialDate(text: string): PartialDate | null {
	if (text.length > LONGEST) return null;
	const raw = text.trim();
	const named = plain(raw).match(
		/^(?:le )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? (.+)$/
	);
	if (named) {
		const date = parsePartialDate(named[2] ?? '');
		return date && precisionOf(date) === 'day' && weekdayOf(date) === named[1] ? date : null;
	}
	const slashed = raw.match(/^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/);
	if (slashed) {
		const [, day, , month, year] = slashed;
		return parsePartialDate(
			`${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
		);
	}
	const part = plain(raw).match(/^([1-4])(?:er|e|d|nd)?\s+(trimestre|semestre)\s+(\d{4})$/);
	if (part) {
		const [, rank = '', word = '', year = ''] = part;
		return parsePartialDate(`${year}-${word === 'trimestre' ? 'T' : 'S'}${rank}`);
	}
	const worded = plain(raw).match(/^(?:(\d{1,2})(?:er)?\s+)?([a-z]+)\.?[-\s]+(\d{2}|\d{4})$/);
	if (worded) {
		const [, day, word = '', written = ''] = worded;
		const month = MONTH_STARTS.findIndex((start) => word.startsWith(start)) + 1;
		const year = written.length === 2 ? `20${written}` : written;
		const rest = day ? `-${day.padStart(2, '0')}` : '';
		return month > 0 ? parsePartialDate(`${year}-${String(month).padStart(2, '0')}${rest}`) : null;
	}
	const match = raw.match(CANONICAL);
	if (!match) return null;
	const [, year, month, day] = match;
	if (month && (Number(month) < 1 || Number(month) > 12)) return null;
	if (day) {
		try {
			Temporal.PlainDate.from(
				{ year: Number(year), month: Number(month), day: Number(day) },
				{ overflow: 'reject' }
			);
		} catch {
			// Temporal throws on a day that does not exist: the caller tells the person.
			return null;
		}
	}
	return raw as PartialDate; // checked against the canonical form above
}

/** "jeudi". */
function weekdayOf(day: PartialDate): string | undefined {
	return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1];
}

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

/** For dates written in the code or already checked by the database. Throws on anything else. */
export function partialDate(text: string): PartialDate {
	const date = parsePartialDate(text);
	if (!date) throw new Error(`not a date: ${text}`);
	return date;
}

export function precisionOf(date: PartialDate): Precision {
	if (date.length === 4) return 'year';
	if (date.includes('T')) return 'quarter';
	if (date.includes('S')) return 'half';
	return date.length === 7 ? 'month' : 'day';
}

/** First and last civil day covered, as `YYYY-MM-DD`. */
export function boundsOf(date: PartialDate): { first: string; last: string } {
	const year = Number(date.slice(0, 4));
	const span = (month: number, months: number) => ({
		first: Temporal.PlainDate.from({ year, month, day: 1 }).toString(),
		last: Temporal.PlainDate.from({ year, month, day: 1 })
			.add({ months })
			.subtract({ days: 1 })
			.toString()
	});
	switch (precisionOf(date)) {
		case 'day':
			return { first: date, last: date };
		case 'month':
			return span(Number(date.slice(5, 7)), 1);
		case 'quarter':
			return span(Number(date.slice(6)) * 3 - 2, 3);
		case 'half':
			return span(Number(date.slice(6)) * 6 - 5, 6);
		case 'year':
			return span(1, 12);
	}
}

/** Calendar order; a vague date comes after the exact ones it covers ("janv-23" closes January). */
export function comparePartialDates(a: PartialDate, b: PartialDate): number {
	const [x, y] = [boundsOf(a), boundsOf(b)];
	return x.last.localeCompare(y.last) || y.first.localeCompare(x.first);
}

/** Whether the two dates can be the same moment. */
export function overlaps(a: PartialDate, b: PartialDate): boolean {
	const [x, y] = [boundsOf(a), boundsOf(b)];
	return x.first <= y.last && y.first <= x.last;
}

/** "18 septembre 2023", "1er mai 2023", "janvier 2023", "2e trimestre 2023", "1er semestre 2023", "2023". */
export function formatPartialDate(date: PartialDate): string {
	const year = date.slice(0, 4);
	switch (precisionOf(date)) {
		case 'day': {
			const day = Number(date.slice(8));
			return `${day === 1 ? '1er' : String(day)} ${monthName(Number(date.slice(5, 7)))} ${year}`;
		}
		case 'month':
			return `${monthName(Number(date.slice(5, 7)))} ${year}`;
		case 'quarter':
			return `${date.slice(6) === '1' ? '1er' : `${date.slice(6)}e`} trimestre ${year}`;
		case 'half':
			return `${date.slice(6) === '1' ? '1er' : '2d'} semestre ${year}`;
		case 'year':
			return year;
	}
}

/** French name of a month, 1 to 12, lower case. */
export function monthName(month: number): string {
	return MONTHS[month - 1] ?? '';
}

function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
