/**
 * The path that a request asks for, as the router reads it: dots resolved, letters decoded (`/api/v1/../agenda` is `/agenda`,
 * `/%61pi/v1` is `/api/v1`). What is to be decided by an address is decided by this, never by how it was written.
 * @param target the target of the request, or a whole address
 */
export function askedPath(target: string): string {
	const site = 'http://site.invalid';
	const { pathname } = target.startsWith('/') ? new URL(site + target) : new URL(target, site);
	try {
		return pathname.split('%25').map(decodeURI).join('%25');
	} catch {
		// Badly written: the router refuses it, and no address of ours is written so.
		return pathname;
	}
}
