import { createHash } from 'node:crypto';
import type { Collective } from '#core/server/context.ts';
import { dependsOn } from '#core/server/grounds.ts';
import type { Visitor } from '#core/server/visitor.ts';
import { LIBRARY_PATH, libraryOf } from './library.ts';

export interface Answer {
	status: number;
	/** Where the library would send the browser. */
	location: string | null;
	body: Record<string, unknown>;
	/** `Set-Cookie` headers, in order: a later one of the same name wins. */
	cookies: string[];
}

export interface Question {
	body?: Record<string, unknown>;
	query?: Record<string, string>;
}

/** Headers of the visitor that the library's checks of origin read. Nothing else of theirs passes. */
const PASSED = [
	'cookie',
	'origin',
	'user-agent',
	'sec-fetch-site',
	'sec-fetch-mode',
	'sec-fetch-dest'
];

/** Asks the library as the visitor: with a body it is a POST. */
export async function ask(
	collective: Collective,
	visitor: Visitor,
	path: string,
	{ body, query }: Question = {}
): Promise<Answer> {
	dependsOn('elsewhere');
	const headers = new Headers({ 'x-fanal-address': visitor.address ?? '' });
	for (const name of PASSED) {
		const value = visitor.headers.get(name);
		if (value !== null) headers.set(name, value);
	}
	if (body) headers.set('content-type', 'application/json');
	const url = new URL(`${LIBRARY_PATH}${path}`, visitor.origin);
	for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
	const response = await libraryOf(collective, visitor.origin).handler(
		new Request(url, {
			headers,
			...(body ? { method: 'POST', body: JSON.stringify(body) } : {})
		})
	);
	return {
		status: response.status,
		location: response.headers.get('location'),
		body: await bodyOf(response),
		cookies: response.headers.getSetCookie()
	};
}

/** The visitor once these cookies are set, to go on asking within the same request. */
export function withCookies(visitor: Visitor, cookies: string[]): Visitor {
	const jar = new Map(
		[...(visitor.headers.get('cookie') ?? '').split('; '), ...cookies.map(pairOf)]
			.filter(Boolean)
			.map((pair) => [pair.slice(0, pair.indexOf('=')), pair] as const)
	);
	const headers = new Headers(visitor.headers);
	headers.set('cookie', [...jar.values()].join('; '));
	return { ...visitor, headers };
}

/** Value of a cookie of the visitor, with or without the prefix that https adds; undefined when absent, or when nobody here wrote it so. */
export function cookieOf(visitor: Visitor, name: string): string | undefined {
	const written = (visitor.headers.get('cookie') ?? '')
		.split('; ')
		.find((pair) => pair.replace(/^__Host-/, '').startsWith(`${name}=`))
		?.split('=')
		.slice(1)
		.join('=');
	try {
		return written === undefined ? undefined : decodeURIComponent(written);
	} catch {
		// Half of an escape: ours are whole.
		return undefined;
	}
}

/** How the library keeps what a cookie or a link holds (`storeIdentifier: 'hashed'`). */
export function storedIdentifier(given: string): string {
	return createHash('sha256').update(given).digest('base64url');
}

function pairOf(cookie: string): string {
	return cookie.split(';')[0] ?? '';
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
	const text = await response.text();
	if (!response.headers.get('content-type')?.includes('json') || text === '') return {};
	const body: unknown = JSON.parse(text);
	return typeof body === 'object' && body !== null ? { ...body } : {};
}
