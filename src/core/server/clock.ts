import { Temporal } from 'temporal-polyfill';

type Environment = Record<string, string | undefined>;

/**
 * Where "now" comes from. Tests and pictures stop it with `FANAL_NOW` (an ISO instant); a demonstration lives on
 * another day with `FANAL_TODAY` (`YYYY-MM-DD`), at the present hour.
 */
export function readClock(environment: Environment = process.env): Date {
	if (environment['FANAL_NOW']) return new Date(environment['FANAL_NOW']);
	const now = new Date();
	const day = environment['FANAL_TODAY'];
	if (!day) return now;
	const minute = Math.floor(now.getTime() / MINUTE_MS);
	if (away?.minute !== minute || away.day !== day)
		away = { minute, day, ms: thereFrom(now, day) - now.getTime() };
	return new Date(now.getTime() + away.ms);
}

const MINUTE_MS = 60_000;
/** How far the chosen day is from today: it changes with a minute at the earliest. */
let away: { minute: number; day: string; ms: number } | undefined;

/** The same hour of Paris on another day, in milliseconds since 1970. */
function thereFrom(now: Date, day: string): number {
	const hour = Temporal.Instant.fromEpochMilliseconds(now.getTime())
		.toZonedDateTimeISO('Europe/Paris')
		.toPlainTime();
	return Temporal.PlainDate.from(day).toZonedDateTime({
		timeZone: 'Europe/Paris',
		plainTime: hour
	}).epochMilliseconds;
}

/** The civil day of a clock that was set by hand, to be said on each page; null when it is the day of everybody. */
export function chosenDay(environment: Environment = process.env): string | null {
	const isSet = environment['FANAL_NOW'] ?? environment['FANAL_TODAY'];
	return isSet ? civilDay(readClock(environment)) : null;
}

/** The civil day in France at that instant, `YYYY-MM-DD`. */
export function civilDay(instant: Date): string {
	const minute = Math.floor(instant.getTime() / MINUTE_MS);
	if (lately?.minute === minute) return lately.day;
	const day = Temporal.Instant.fromEpochMilliseconds(instant.getTime())
		.toZonedDateTimeISO('Europe/Paris')
		.toPlainDate()
		.toString();
	lately = { minute, day };
	return day;
}

/** A day of Paris begins with a minute: asked at each request, it is worked out once in each. */
let lately: { minute: number; day: string } | undefined;
