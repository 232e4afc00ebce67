import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Finds the internet address of a visitor, which the counting of attempts needs. `X-Forwarded-For` is believed only when the
 * request comes from a proxy that the operator has declared (`FANAL_PROXY`), and only what that proxy itself added: the
 * last entry that is not a declared proxy, without its port. Empty when a proxy hides everybody, or was not declared.
 */
export function visitorAddress(
	origin: URL,
	declared: string | undefined
): (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string {
	const proxies = (declared ?? '')
		.split(',')
		.map((one) => one.trim())
		.filter(Boolean);
	return ({ headers, socket }) => {
		const direct = plain(socket.remoteAddress ?? '');
		if (proxies.includes(direct)) {
			const said = String(headers['x-forwarded-for'] ?? '').split(',');
			const added = said.map((one) => plain(withoutPort(one.trim()))).filter(Boolean);
			const visitor = added.reverse().find((one) => !proxies.includes(one)) ?? direct;
			// A proxy may hide who comes (`unknown`, RFC 7239 §6); what stands before is the visitor's own word.
			return isIP(visitor) ? visitor : '';
		}
		return isLocal(direct) && !isLocal(origin.hostname) ? '' : direct;
	};
}

/** `192.0.2.1:50123` and `[2001:db8::1]:50123` as some proxies write them: each connection has another port, and is the same visitor. */
function withoutPort(address: string): string {
	return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');
}

/** IPv4 as such, even when the socket speaks IPv6. */
function plain(address: string): string {
	return address.replace(/^::ffff:/, '');
}

function isLocal(host: string): boolean {
	return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}
