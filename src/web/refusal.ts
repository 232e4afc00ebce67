import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { ownerOf } from './form-owner.ts';
import { keptForm, type KeptForm } from './kept-form.ts';
import type { SentForm } from './sent-form.ts';
import { pathOnSite } from './way-back.ts';

/** Why a request is not answered, and what is given back with the reason. */
export interface Refusal {
	status: number;
	/** A French sentence. */
	because: string;
	/** Written in the log of the server, of a bug. */
	id?: string | undefined;
}

interface Told extends Refusal {
	/** The page that was asked for, or that the form was to lead to. */
	wayBack: string;
	/** The form that was sent, to be sent again. */
	kept: KeptForm | null;
}

type Event = Pick<RequestEvent, 'fetch' | 'request' | 'url' | 'locals'>;

const KEY = 'x-fanal-refusal';
/** What the page `/refus` is to tell, for the time of the one request that the hook makes of it. */
const waiting = new Map<string, Told>();

/**
 * The answer to what is refused: for people who read pages, the page `/refus`, with the reason and the form that they sent; for
 * programs, plain text.
 */
export async function refuse(
	{ fetch, request, url, locals }: Event,
	{ status, because, id }: Refusal,
	sent: SentForm | null = null
): Promise<Response> {
	if (!request.headers.get('accept')?.includes('text/html'))
		return new Response(`${because}\n`, {
			status,
			headers: { 'content-type': 'text/plain; charset=utf-8' }
		});
	const owner = sent && ownerOf(sent, locals.collective?.code ?? '');
	const key = randomUUID();
	waiting.set(key, {
		status,
		because,
		id,
		wayBack: pathOnSite(`${url.pathname}${url.search}`, '/'),
		kept: sent && keptForm(url, sent, owner, locals.actor)
	});
	try {
		const page = await fetch('/refus', { headers: { [KEY]: key } });
		const headers = new Headers(page.headers);
		if (sent) headers.set('cache-control', 'no-store');
		return new Response(page.body, { status, headers });
	} finally {
		waiting.delete(key);
	}
}

/** What the hook asks the page to tell; a visitor who comes by its address gets a general reason. */
export function toldTo(request: Request): Told {
	return (
		waiting.get(request.headers.get(KEY) ?? '') ?? {
			status: 403,
			because: 'Cette page n’est pas ouverte à tous.',
			wayBack: '/',
			kept: null
		}
	);
}
