import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#core/actor.ts';
import { civilDay, readClock } from '#core/server/clock.ts';
import { notingGrounds } from '#core/server/grounds.ts';
import { addReads, copyReads, type Reads } from '#core/server/privacy/reads.ts';
import { isHeld } from './entity-tag.ts';

/**
 * Pages that are made of records alone. One that also tells of the machine, of the mails or of the files of the process is not among
 * them; what else a page depends on is noted while it is made.
 */
const OF_RECORDS =
	/^\/(?:(?:membres|partenaires|organisations|personnes|groupes|reunions|agenda|besoins|projets|financements|mutualisation|visites|ateliers|territoire|mesures|chiffres|recherche|tableau-de-bord|plan-du-site)(?:\/.*)?)?$/;
/** Bytes of pages and of addresses that are kept, and bytes of one page. What is squeezed of them adds a fifth. */
const MOST = 16_000_000;
const MOST_OF_ONE = 400_000;
/** What a browser is told by the answer itself, whoever asked; a cookie is for one of them. */
const HEADERS = [
	'content-type',
	'content-security-policy',
	'etag',
	'cache-control',
	'link',
	'x-sveltekit-page'
];

interface KeptAnswer {
	body: Buffer;
	headers: [string, string][];
	etag: string;
	/** The rows that the answer was written from: whoever is given it reads them too. */
	reads: Reads;
	encoded: Map<Encoding, Promise<Buffer>>;
}

/** Answers made at one revision, by what was asked and by whom; the oldest leaves first. */
let revision = '';
let size = 0;
const kept = new Map<string, KeptAnswer>();

/**
 * The answer to a request that only reads, as it was made at this revision for the same asker, the same day; else as `make` gives it,
 * which is kept when it depends on nothing else.
 */
export async function keptAnswer(
	event: RequestEvent,
	make: () => Promise<Response>
): Promise<Response> {
	const key = keyOf(event);
	if (key === null) return make();
	const { actor } = event.locals;
	forgetOthers(event);
	const known = kept.get(key);
	if (known) {
		kept.delete(key);
		kept.set(key, known);
		addReads(actor, known.reads);
		return given(known, event.request);
	}
	const at = revision;
	const { value: response, grounds } = await notingGrounds(make);
	if (grounds.size > 0 || event.locals.at === undefined || !isWhole(response)) return response;
	const body = Buffer.from(await response.clone().arrayBuffer());
	// A newer one may have been seen while this was made.
	if (at === revision && body.length <= MOST_OF_ONE) keep(key, body, response, actor);
	return response;
}

/** Null for what is never kept: another method, a page of something else than records, a day that is not known. */
function keyOf(event: RequestEvent): string | null {
	const { request, url, route, locals, isDataRequest } = event;
	const { collective, actor, at, signedIn, stoppedAddress } = locals;
	if (request.method !== 'GET' || !collective || at === undefined) return null;
	if (!OF_RECORDS.test(route.id ?? '!')) return null;
	return JSON.stringify([
		collective.id,
		civilDay(readClock()),
		url.href,
		isDataRequest,
		request.headers.get('accept')?.includes('text/html') === true,
		// All that a page takes from cookies: who acts, through whose eyes, in which session.
		actor,
		signedIn,
		stoppedAddress
	]);
}

function forgetOthers({ locals: { collective, at } }: RequestEvent): void {
	const now = `${collective?.id ?? ''} ${at ?? ''}`;
	if (now === revision) return;
	revision = now;
	size = 0;
	kept.clear();
}

const isWhole = (response: Response) =>
	response.status === 200 &&
	response.headers.getSetCookie().length === 0 &&
	response.headers.get('content-type')?.startsWith('text/html') === true &&
	response.headers.has('etag') &&
	// A number that lets one script run is drawn for one answer (CSP 3, §8.1).
	response.headers.get('content-security-policy')?.includes("'nonce-") !== true;

function keep(key: string, body: Buffer, response: Response, actor: Actor): void {
	const headers = HEADERS.flatMap((name): [string, string][] => {
		const value = response.headers.get(name);
		return value === null ? [] : [[name, value]];
	});
	const etag = response.headers.get('etag') ?? '';
	kept.set(key, { body, headers, etag, reads: copyReads(actor), encoded: new Map() });
	size += body.length + key.length;
	for (const [oldest, answer] of kept) {
		if (size <= MOST) return;
		kept.delete(oldest);
		size -= answer.body.length + oldest.length;
	}
}

async function given(answer: KeptAnswer, request: Request): Promise<Response> {
	const headers = new Headers(answer.headers);
	headers.set('vary', 'accept-encoding');
	if (isHeld(request, answer.etag)) return new Response(null, { status: 304, headers });
	const encoding = encodingFor(request);
	if (encoding !== null) headers.set('content-encoding', encoding);
	const body = encoding === null ? answer.body : await encoded(answer, encoding);
	headers.set('content-length', String(body.length));
	return new Response(new Uint8Array(body), { headers });
}

/** Squeezed once for all who ask it so. */
function encoded(answer: KeptAnswer, encoding: Encoding): Promise<Buffer> {
	const body = answer.encoded.get(encoding) ?? ENCODERS[encoding](answer.body);
	answer.encoded.set(encoding, body);
	return body;
}

type Encoding = 'br' | 'gzip';
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const ENCODERS: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
	br: (body) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
	gzip: (body) => zip(body)
};

/** The densest form that who asks can read (RFC 9110 §12.5.3): browsers name each of them, or none. */
function encodingFor(request: Request): Encoding | null {
	const asked = (request.headers.get('accept-encoding') ?? '')
		.split(',')
		.map((one) => one.trim().toLowerCase());
	return asked.includes('br') ? 'br' : asked.includes('gzip') ? 'gzip' : null;
}
