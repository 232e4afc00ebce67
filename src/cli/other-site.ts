import type { IncomingMessage, ServerResponse } from 'node:http';

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

/** Tells so, with the address to come by: most often somebody typed another one than `PUBLIC_URL`. */
export function refuseOtherSite(response: ServerResponse, origin: URL): void {
	response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
	response.end(
		`Ce formulaire a été envoyé depuis un autre site : rien n’a été fait. Passez par ${origin.origin}\n`
	);
}
