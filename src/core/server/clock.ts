import { Temporal } from 'temporal-polyfill';

/** Where "now" comes from. Tests and pictures set it with `FANAL_NOW` (an ISO instant). */
export function readClock(environment: Record<string, string | undefined> = process.env): Date {
	return environment['FANAL_NOW'] ? new Date(environment['FANAL_NOW']) : new Date();
}

/** The civil day in France at that instant, `YYYY-MM-DD`. */
export function civilDay(instant: Date): string {
	return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
		.toZonedDateTimeISO('Europe/Paris')
		.toPlainDate()
		.toString();
}
