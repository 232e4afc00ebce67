import type { RequestEvent } from '@sveltejs/kit';
import { readAnnualReport } from '#collectors/report-shelf.ts';
import { read } from '#web/request.ts';

/** The report of a year as the actor of the request may read it. Refuses (404) a year that has none. */
export function reportFor(event: Pick<RequestEvent, 'locals' | 'url'>, year: number) {
	return readAnnualReport((work) => read(event, work), { year, baseUrl: event.url.origin });
}
