import type { IncomingMessage, ServerResponse } from 'node:http';
import { askedPath } from '#core/server/asked-path.ts';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Does a request that changes something come from a page of another site, as its browser says? */
export function comesFromOtherSite(
	{ method = 'GET', headers }: Pick<IncomingMessage, 'method' | 'headers'>,
	origin: URL
): boolean {
	return (
		!READING.includes(method) && headers.origin !== undefined && headers.origin !== origin.origin
	);
}

/**
 * The origin that forms are checked by is no matter where no cookie is read: programs and mailboxes (RFC 8058) send none, and what
 * they hold, a token or a marked link, is all that opens. Decided by where the request leads, not by how it is written.
 */
export function isWithoutSession(target = '/'): boolean {
	const path = askedPath(target);
	return path === '/api/v1' || path.startsWith('/api/v1/') || path.startsWith('/desabonnement/');
}

/** Tells so, with the address to come by: most often somebody typed another one than `PUBLIC_URL`. */
export function refuseOtherSite(response: ServerResponse, origin: URL): void {
	response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
	response.end(
		`Ce formulaire a été envoyé depuis un autre site : rien n’a été fait. Passez par ${origin.origin}\n`
	);
}
