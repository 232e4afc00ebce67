import compression from 'compression';
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse
} from 'node:http';
import { OperatorError } from '#core/errors.ts';
import { FILE_LIMIT } from '#core/files.ts';
import { announceAddress } from '#core/server/postgres.ts';
import { listeningOn, publicUrl } from '#core/server/public-address.ts';
import { safeHeaders } from '#core/server/safe-headers.ts';
import { startRounds } from '#collectors/rounds.ts';
import type { Console } from './console.ts';
import { homeFolder } from './installation.ts';
import { comesFromOtherSite, isWithoutSession, refuseOtherSite } from './other-site.ts';
import { visitorAddress } from './visitor-address.ts';

/** Longer than browsers and proxies keep a silent connection (60 s at most): none is closed while a request is on its way. */
const KEEP_ALIVE_MS = 65_000;
/** Longest request, in bytes: a file and the words of its form; the pages refuse sooner what takes no file. */
const LONGEST_BODY = FILE_LIMIT + 1024 * 1024;
/** Time left to open requests when Fanal stops. */
const GRACE_MS = 5_000;

/**
 * Serves the pages until stopped. The public address decides the origin of each request (`PUBLIC_URL`), so that
 * forms work over plain HTTP and behind a proxy alike; no header of a visitor is believed but what a declared proxy adds.
 * Mails and regular work go with it.
 */
export async function startServer(
	console: Console
): Promise<{ url: string; stop: () => Promise<void> }> {
	const { host, port } = listeningOn();
	const handler = await loadHandler();
	const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handler);
	await listen(server, host, port);
	announceAddress(homeFolder(), publicUrl(), port);
	const rounds = startRounds(console.say);
	return {
		url: publicUrl(),
		stop: async () => {
			await Promise.all([stopServer(server), rounds.stop()]);
		}
	};
}

async function loadHandler(): Promise<RequestListener> {
	// Read by the adapter when it loads: which headers tell the origin. They are set below, never by visitors.
	process.env['BODY_SIZE_LIMIT'] = String(LONGEST_BODY);
	process.env['PROTOCOL_HEADER'] = 'x-fanal-protocol';
	process.env['HOST_HEADER'] = 'x-fanal-host';
	process.env['ADDRESS_HEADER'] = 'x-fanal-address';
	// The pages are built beside this file; a literal import would make the bundler look for it in the sources.
	const built = new URL('./handler.js', import.meta.url).href;
	const loaded: { handler: (request: IncomingMessage, response: ServerResponse) => void } =
		await import(/* @vite-ignore */ built);
	const compress = compression();
	const origin = new URL(publicUrl());
	const addressOf = visitorAddress(origin, process.env['FANAL_PROXY']);
	const safe = Object.entries(safeHeaders(origin));
	return (request, response) => {
		for (const [name, value] of safe) response.setHeader(name, value);
		request.headers['x-fanal-protocol'] = origin.protocol.slice(0, -1);
		request.headers['x-fanal-host'] = origin.host;
		request.headers['x-fanal-address'] = addressOf(request);
		if (isWithoutSession(request.url)) request.headers.origin = origin.origin;
		if (comesFromOtherSite(request, origin)) {
			refuseOtherSite(response, origin);
			return;
		}
		// The types are Express's; the middleware only uses what Node's own request and response have.
		compress(
			request as Parameters<typeof compress>[0],
			response as Parameters<typeof compress>[1],
			() => {
				loaded.handler(request, response);
			}
		);
	};
}

function listen(server: Server, host: string, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				error.code === 'EADDRINUSE'
					? portInUse(port)
					: error.code === 'EACCES'
						? portRefused(port)
						: error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'
							? hostUnknown(host)
							: error
			);
		});
		server.listen(port, host, resolve);
	});
}

function portInUse(port: number): OperatorError {
	return new OperatorError(
		`Le port ${String(port)} est déjà pris par un autre programme.`,
		`Choisissez-en un autre : PORT=${String(port + 1)} npm start`
	);
}

function portRefused(port: number): OperatorError {
	return new OperatorError(
		`Le système refuse le port ${String(port)} à ce compte.`,
		'Choisissez un port au-dessus de 1024 : PORT=3000 npm start'
	);
}

function hostUnknown(host: string): OperatorError {
	return new OperatorError(
		`HOST vaut « ${host} », qui n’est pas une adresse de cette machine.`,
		'127.0.0.1 pour cette machine seule, 0.0.0.0 pour toutes : HOST=0.0.0.0 npm start'
	);
}

function stopServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => {
			server.closeAllConnections();
		}, GRACE_MS);
		server.close(() => {
			clearTimeout(timer);
			resolve();
		});
		server.closeIdleConnections();
	});
}
