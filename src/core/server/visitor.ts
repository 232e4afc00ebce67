/** The person behind a request, as far as signing in needs to know. */
export interface Visitor {
	/** The public address of this installation, whatever the visitor's headers say. */
	origin: string;
	/** Internet address; null when a proxy hides it and Fanal was not told of it. */
	address: string | null;
	/** Headers of the request that say where it comes from, and its cookies. */
	headers: Headers;
}

/** The network of an address, for what is counted: an IPv6 subscriber holds a whole /64, the address alone would be too easy to change. */
export function networkOf(address: string | null): string {
	if (!address?.includes(':') || address.startsWith('::ffff:')) return address ?? 'unknown';
	const [before = '', after] = address.split('::');
	const head = before.split(':').filter(Boolean);
	const tail = (after ?? '').split(':').filter(Boolean);
	const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
	return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail].slice(0, 4).join(':');
}
