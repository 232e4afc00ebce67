import type { Refusal } from '#core/errors.ts';
import { boundsOf, precisionOf, type PartialDate } from '#core/partial-date.ts';
import { plainText } from '#core/words.ts';

/**
 * Whether a period is certainly not over on that day. An unknown start or end does not exclude: the
 * reference gives neither for most memberships.
 */
export function isOpenOn(
	period: { from: PartialDate | null; until: PartialDate | null },
	day: string
): boolean {
	return wasOpenBetween(period, day, day);
}

/** Whether a period may have held one of the days from `first` to `last`. */
export function wasOpenBetween(
	period: { from: PartialDate | null; until: PartialDate | null },
	first: string,
	last: string
): boolean {
	const started = !period.from || boundsOf(period.from).first <= last;
	const ended = period.until !== null && boundsOf(period.until).last < first;
	return started && !ended;
}

/** A record as it stood from one instant to another; `row` is null while there was none. */
export interface Standing<T> {
	row: T | null;
	from: Date;
	until: Date;
}

/**
 * How a record stood at each instant between `since` and `now`, the last state first.
 * @param row as it stands now; null when it is there no more
 * @param acts what was done to it since, the last first, as the journal tells it: field → [before, after], the whole row of a removal
 */
export function standingsSince<T extends object>(
	row: T | null,
	acts: readonly { event: string; at: Date; data: Record<string, unknown> }[],
	{ since, now }: { since: Date; now: Date }
): Standing<T>[] {
	const found: Standing<T>[] = [];
	let [standing, until] = [row, now];
	for (const { event, at, data } of acts) {
		found.push({ row: standing, from: at, until });
		standing = before(standing, event, data);
		until = at;
	}
	return [...found, { row: standing, from: since, until }];
}

/** The record before an act. */
function before<T extends object>(
	row: T | null,
	event: string,
	data: Record<string, unknown>
): T | null {
	if (event.endsWith('.created')) return null;
	if (event.endsWith('.removed')) return (data['row'] as T | undefined) ?? null; // written whole by the journal
	if (!row) return null;
	const former = Object.entries(data).flatMap(([field, change]) =>
		Array.isArray(change) ? [[field, change[0] as unknown]] : []
	);
	return { ...row, ...Object.fromEntries(former) };
}

/**
 * Whether a period may have ended before that day or not: its end is a month or a year that holds the day.
 * "Jusqu’en 2023" does not say that one still sat on 31 December 2023, nor the contrary.
 */
export function mayBeOverOn(period: { until: PartialDate | null }, day: string): boolean {
	if (!period.until || precisionOf(period.until) === 'day') return false;
	const { first, last } = boundsOf(period.until);
	return first <= day && day <= last;
}

/** A period cannot end before it starts. */
export function periodRefusals(period: {
	from: PartialDate | null;
	until: PartialDate | null;
}): Refusal[] {
	if (!period.from || !period.until) return [];
	if (boundsOf(period.until).last >= boundsOf(period.from).first) return [];
	return [
		{
			code: 'period-reversed',
			field: 'until',
			message: 'La date de fin précède la date de début : corrigez l’une des deux.'
		}
	];
}

/**
 * A SIRET is 14 digits with the Luhn key of INSEE; La Poste (SIREN 356000000) follows its own rule
 * (sum of digits multiple of 5). An attribute, never an identity: two structures may share one.
 */
export function isSiret(text: string): boolean {
	const digits = text.replace(/\s/g, '');
	if (!/^\d{14}$/.test(digits)) return false;
	const numbers = [...digits].map(Number);
	const luhn = numbers.reduce((sum, digit, index) => {
		if (index % 2 === 1) return sum + digit;
		return sum + (digit > 4 ? digit * 2 - 9 : digit * 2);
	}, 0);
	if (luhn % 10 === 0) return true;
	return digits.startsWith('356000000') && numbers.reduce((sum, digit) => sum + digit, 0) % 5 === 0;
}

/** Edits beyond which two names are simply two names. */
const FAR = 5;

/**
 * Number of single-letter edits between two names, accents and case apart; `FAR` or more are not told apart. Only the
 * letters that so few edits can bring together are compared: the time grows as the names.
 */
export function nameDistance(a: string, b: string): number {
	const [x, y] = [plainText(a), plainText(b)];
	if (Math.abs(x.length - y.length) >= FAR) return FAR;
	let previous = new Map(Array.from({ length: FAR + 1 }, (_, index) => [index, index]));
	for (let i = 1; i <= x.length; i += 1) {
		const current = new Map(i <= FAR ? [[0, i]] : []);
		for (let j = Math.max(1, i - FAR); j <= Math.min(y.length, i + FAR); j += 1) {
			const swap = (previous.get(j - 1) ?? FAR) + (x[i - 1] === y[j - 1] ? 0 : 1);
			current.set(j, Math.min(swap, (previous.get(j) ?? FAR) + 1, (current.get(j - 1) ?? FAR) + 1));
		}
		previous = current;
	}
	return Math.min(previous.get(y.length) ?? FAR, FAR);
}
