import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The authority that the secured receiver of tests is its own. */
export const AUTHORITY = readFileSync('tests/mail/certificate/certificate.pem', 'utf8');
const KEY = readFileSync('tests/mail/certificate/key.pem', 'utf8');

export interface Received {
	headers: IncomingHttpHeaders;
	body: string;
}

/** How the other program answers; nothing is yes. `stall`: not at all. */
export interface Behaviour {
	status?: number;
	answer?: string;
	headers?: Record<string, string>;
	stall?: boolean;
	/** Begins to answer, and stops there. */
	stallsAfter?: string;
}

export interface Receiver {
	port: number;
	url: string;
	taken: Received[];
	/** Most messages that were on their way together. */
	together: () => number;
	/** One per message, in order; the last one stays. */
	behaviours: Behaviour[];
	close: () => Promise<void>;
}

/** A real program on this machine that receives messages, and does what the test tells it to. */
export async function startReceiver({ secure = false } = {}): Promise<Receiver> {
	const taken: Received[] = [];
	const behaviours: Behaviour[] = [];
	let open = 0;
	let most = 0;
	const listener: RequestListener = (request, response) => {
		open += 1;
		most = Math.max(most, open);
		response.once('close', () => {
			open -= 1;
		});
		void text(request).then((body) => {
			taken.push({ headers: request.headers, body });
			const next = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
			const { status = 204, answer = '', headers = {}, stall, stallsAfter } = next ?? {};
			if (stall) return;
			response.writeHead(status, headers);
			if (stallsAfter === undefined) response.end(answer);
			else response.write(stallsAfter);
		});
	};
	const server = secure
		? createSecureServer({ key: KEY, cert: AUTHORITY }, listener)
		: createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // a server that listens on a port
	return {
		port,
		url: `${secure ? 'https' : 'http'}://localhost:${String(port)}/fanal`,
		taken,
		together: () => most,
		behaviours,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => {
					resolve();
				});
			})
	};
}

/** Does what a receiver does (Standard Webhooks): is one of the signatures that of the secret on what came? */
export function isSigned({ headers, body }: Received, secret: string): boolean {
	const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
	const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
	const wanted = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
	return String(headers['webhook-signature']).split(' ').includes(wanted);
}
