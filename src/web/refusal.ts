import type { RequestEvent } from '@sveltejs/kit';
import type { Decision } from '#core/actor.ts';
import { pathOnSite } from './way-back.ts';

const REASON = 'x-fanal-reason';
const WAY_BACK = 'x-fanal-way-back';

/**
 * The answer behind a shut door: 403, with the reason, as the page `/refus` for people who read pages and as
 * plain text for programs.
 */
export async function shutDoor(
	event: Pick<RequestEvent, 'fetch' | 'request' | 'url'>,
	decision: Decision
): Promise<Response> {
	if (!event.request.headers.get('accept')?.includes('text/html'))
		return new Response(`${decision.because}\n`, {
			status: 403,
			headers: { 'content-type': 'text/plain; charset=utf-8' }
		});
	const page = await event.fetch('/refus', {
		headers: {
			[REASON]: encodeURIComponent(decision.because),
			[WAY_BACK]: encodeURIComponent(`${event.url.pathname}${event.url.search}`)
		}
	});
	return new Response(page.body, { status: 403, headers: page.headers });
}

/** Reason passed to the page; a visitor who comes by its address gets a general one. */
export function reasonOf(request: Request): string {
	return read(request, REASON) || 'Cette page n’est pas ouverte à tous.';
}

/** Page that was asked for: a path of this site, never another one. */
export function wayBackOf(request: Request): string {
	return pathOnSite(read(request, WAY_BACK), '/');
}

function read(request: Request, header: string): string {
	try {
		return decodeURIComponent(request.headers.get(header) ?? '').slice(0, 500);
	} catch {
		// Not written by the hook: a visitor's own header, of no consequence.
		return '';
	}
}
