import type { Refusal } from '#core/errors.ts';

/** A commune belongs to an EPCI from a day (inclusive) until another (exclusive); open ends are null. */
export interface Membership {
	communeCode: string;
	epciCode: string;
	from: string | null;
	until: string | null;
}

/** The EPCI of a commune on a day: an exception of the year first, the vintage of the package otherwise. */
export function epciOn(memberships: Membership[], communeCode: string, day: string): string | null {
	const open = memberships.filter((one) => one.communeCode === communeCode && isOpen(one, day));
	return (open.find(isDated) ?? open[0])?.epciCode ?? null;
}

/**
 * Memberships of one commune that contradict each other: two dated ones that share a day, or two without
 * dates. A dated one over one without dates is an exception, not a contradiction.
 */
export function contradictions(own: Membership[]): [Membership, Membership][] {
	return own.flatMap((one, index) =>
		own
			.slice(index + 1)
			.filter(
				(other) =>
					one.epciCode !== other.epciCode && isDated(one) === isDated(other) && overlap(one, other)
			)
			.map((other): [Membership, Membership] => [one, other])
	);
}

/** The end of a membership is exclusive: it comes after its first day. */
export function membershipRefusals(period: {
	from: string | null;
	until: string | null;
}): Refusal[] {
	if (!period.from || !period.until || period.from < period.until) return [];
	return [
		{
			code: 'period-reversed',
			field: 'until',
			message:
				'La date « au » doit suivre la date « du » : c’est le premier jour où la commune n’en est plus.'
		}
	];
}

/** Longitude and latitude go together, in degrees (WGS 84), inside the globe. */
export function pointRefusals(point: {
	longitude: number | null;
	latitude: number | null;
}): Refusal[] {
	const { longitude, latitude } = point;
	if (longitude === null && latitude === null) return [];
	if (longitude === null || latitude === null) {
		return [
			{
				code: 'half-point',
				field: longitude === null ? 'longitude' : 'latitude',
				message: 'Longitude et latitude vont ensemble : complétez l’autre, ou videz les deux.'
			}
		];
	}
	if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) return [];
	return [
		{
			code: 'off-globe',
			field: 'latitude',
			message:
				'Ce point n’est pas sur le globe : latitude entre -90 et 90, longitude entre -180 et 180.'
		}
	];
}

/** INSEE code of a commune: five signs, `2A`/`2B` for Corsica. */
export function isCommuneCode(text: string): boolean {
	return /^(?:\d{5}|2[AB]\d{3})$/.test(text);
}

/** Last year of a period, "2018" or "2013-2018". Null when it ends by no year. */
export function lastYearOf(period: string): number | null {
	const year = /(\d{4})\s*$/.exec(period)?.[1];
	return year ? Number(year) : null;
}

/** The most recent value known at the end of a year; a value of a later year is not known yet. */
export function latestKnown<T extends { period: string }>(values: T[], year: number): T | null {
	return (
		values
			.filter((one) => (lastYearOf(one.period) ?? year) <= year)
			.sort((a, b) => (lastYearOf(a.period) ?? 0) - (lastYearOf(b.period) ?? 0))
			.at(-1) ?? null
	);
}

/**
 * How many times the highest of the values is the lowest. Null when that says nothing: fewer than two values,
 * or one of them zero or negative.
 */
export function gapOf(values: (number | null)[]): number | null {
	const known = values.filter((value) => value !== null);
	if (known.length < 2 || known.some((value) => value <= 0)) return null;
	return Math.max(...known) / Math.min(...known);
}

function isOpen(one: Membership, day: string): boolean {
	return (one.from === null || one.from <= day) && (one.until === null || day < one.until);
}

function isDated(one: Membership): boolean {
	return one.from !== null || one.until !== null;
}

function overlap(one: Membership, other: Membership): boolean {
	const endsBefore = (a: Membership, b: Membership) =>
		a.until !== null && b.from !== null && a.until <= b.from;
	return !endsBefore(one, other) && !endsBefore(other, one);
}
