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
	const open = memberships.filter(
		(one) =>
			one.communeCode === communeCode &&
			(one.from === null || one.from <= day) &&
			(one.until === null || day < one.until)
	);
	const dated = open.find((one) => one.from !== null || one.until !== null);
	return (dated ?? open[0])?.epciCode ?? null;
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
