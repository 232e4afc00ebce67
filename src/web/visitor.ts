import type { RequestEvent } from '@sveltejs/kit';
import { parseSetCookieHeader } from 'better-auth/cookies';
import { networkOf, type Visitor } from '#core/server/visitor.ts';

/** The visitor of a request. The address is the one `fanal serve` has found, never a header that a visitor wrote. */
export function visitorOf(
	event: Pick<RequestEvent, 'url' | 'request' | 'getClientAddress'>
): Visitor {
	return {
		origin: event.url.origin,
		address: event.getClientAddress() || null,
		headers: event.request.headers
	};
}

/** Whose turn a request takes where visitors are served in turn: an account, else the network that it comes from. */
export function askerOf(event: Pick<RequestEvent, 'locals' | 'getClientAddress'>): string {
	const { actor } = event.locals;
	return actor.kind === 'person'
		? `account ${actor.account}`
		: networkOf(event.getClientAddress() || null);
}

/** Sets in the answer the cookies that the library of accounts wants set, in order. */
export function giveCookies(event: Pick<RequestEvent, 'cookies'>, cookies: string[]): void {
	for (const header of cookies)
		for (const [name, { value, ...attributes }] of parseSetCookieHeader(header))
			event.cookies.set(name, value, {
				path: attributes.path ?? '/',
				httpOnly: true,
				sameSite: 'lax',
				secure: attributes.secure === true,
				...(attributes['max-age'] === undefined ? {} : { maxAge: attributes['max-age'] })
			});
}
