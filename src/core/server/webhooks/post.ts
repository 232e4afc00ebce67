import { lookup as resolve } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { destinationRefusal, hostOf, mayReach, type PrivateMachines } from './destinations.ts';
import { outcomeOfAnswer, outcomeOfFailure, type Outcome } from './outcomes.ts';

/** Standard Webhooks asks for 15 to 30 seconds. */
const PATIENCE_MS = 15_000;
/** Of an answer, only the beginning is of use to who mends the other side. */
const KEPT_CHARACTERS = 500;

export interface PostSettings {
	own: PrivateMachines;
	patienceMs?: number;
	/** Authority that signed the certificate of the other side, PEM, when it is one's own. */
	ca?: string;
	/** How names become addresses. */
	resolve?: typeof resolve;
}

/** A message ready to leave. */
export interface Message {
	address: string;
	headers: Record<string, string>;
	body: string;
}

/**
 * Sends one message to the address of a webhook and says how it ended; never throws. Addresses are checked as they are reached, so
 * that a name cannot lead elsewhere between the check and the call; no redirection is followed, no connection kept.
 */
export async function postMessage(message: Message, settings: PostSettings): Promise<Outcome> {
	const refusal = destinationRefusal(message.address, settings.own);
	if (refusal) return { state: 'later', status: null, said: refusal, answer: null, rests: true };
	try {
		const { status, retryAfter, answer } = await exchange(message, settings);
		return outcomeOfAnswer(status, answer, retryAfter);
	} catch (failure) {
		return outcomeOfFailure(failure);
	}
}

async function exchange({ address, headers, body }: Message, settings: PostSettings) {
	const url = new URL(address);
	const options: RequestOptions = {
		method: 'POST',
		agent: false,
		signal: AbortSignal.timeout(settings.patienceMs ?? PATIENCE_MS),
		lookup: guardedLookup(hostOf(url), settings),
		headers: {
			...headers,
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(Buffer.byteLength(body)),
			'user-agent': 'Fanal',
			accept: '*/*'
		}
	};
	const response = await new Promise<IncomingMessage>((answered, failed) => {
		const request =
			url.protocol === 'https:'
				? requestHttps(url, settings.ca ? { ...options, ca: settings.ca } : options, answered)
				: requestHttp(url, options, answered);
		request.on('error', failed);
		request.end(body);
	});
	return {
		status: response.statusCode ?? 0,
		retryAfter: response.headers['retry-after'],
		answer: await beginningOf(response)
	};
}

/** Refuses a name as soon as one of its addresses is shut: which one is called is not ours to choose. */
function guardedLookup(
	host: string,
	{ own, resolve: ask = resolve }: PostSettings
): LookupFunction {
	return (name, options, done) => {
		ask(name, { ...options, all: true }, (failure, found) => {
			if (failure) {
				done(failure, '');
				return;
			}
			const [first] = found;
			if (
				!first ||
				found.some((one) => isIP(one.address) === 0 || !mayReach(one.address, host, own))
			)
				done(Object.assign(new Error('private machine'), { code: 'EPRIVATE' }), '');
			else if (options.all) done(null, found);
			else done(null, first.address, first.family);
		});
	};
}

/** The first characters of an answer; what was read before it stalled or broke is kept, its status stands. */
async function beginningOf(response: IncomingMessage): Promise<string | null> {
	let text = '';
	try {
		for await (const piece of response.setEncoding('utf8')) {
			text += String(piece);
			if (text.length >= KEPT_CHARACTERS) break;
		}
	} catch {
		// The status is the answer: a body that breaks off says nothing more.
	}
	response.destroy();
	return (
		text
			.slice(0, KEPT_CHARACTERS)
			.toWellFormed()
			.replace(/\p{Cc}+/gu, ' ')
			.trim() || null
	);
}
