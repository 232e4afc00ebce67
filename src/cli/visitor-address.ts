import type { IncomingMessage } from 'node:http';

/**
 * Finds the internet address of a visitor, which the counting of attempts needs. `X-Forwarded-For` is believed only when the
 * request comes from a proxy that the operator has declared (`FANAL_PROXY`), and only what that proxy itself added: the
 * last entry that is not a declared proxy. Empty when a proxy hides everybody and was not declared.
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
			const added = said.map((one) => plain(one.trim())).filter(Boolean);
			return added.reverse().find((one) => !proxies.includes(one)) ?? direct;
		}
		return isLocal(direct) && !isLocal(origin.hostname) ? '' : direct;
	};
}

/** IPv4 as such, even when the socket speaks IPv6. */
function plain(address: string): string {
	return address.replace(/^::ffff:/, '');
}

function isLocal(host: string): boolean {
	return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}
