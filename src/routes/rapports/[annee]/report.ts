import type { RequestEvent } from '@sveltejs/kit';
import { readAnnualReport } from '#collectors/report-shelf.ts';
import { isReservedAsked } from '#collectors/reserved-edition.ts';
import { read } from '#web/request.ts';

/**
 * The report of a year: what everybody reads, or the reserved edition when the address asks for it. Refuses (404) a year that has none,
 * (403) the reserved edition to who reads no more than the public.
 */
export function reportFor(event: Pick<RequestEvent, 'locals' | 'url'>, year: number) {
	return readAnnualReport((work) => read(event, work), {
		year,
		baseUrl: event.url.origin,
		isReserved: isReservedAsked(event.url.searchParams)
	});
}
