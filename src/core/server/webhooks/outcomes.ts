import { PRIVATE_MACHINE } from './destinations.ts';

/** How a try ended. `later`: to be tried again; `rests`: no other message would have passed either. `gone`: never again. */
export type Outcome =
	| { state: 'accepted'; status: number; answer: string | null }
	| { state: 'gone'; status: number; said: string; answer: string | null }
	| {
			state: 'later';
			status: number | null;
			said: string;
			answer: string | null;
			rests: boolean;
			waitMs?: number;
	  };

const LONGEST_WAIT_MS = 24 * 3_600_000;

/** What an answer means (Standard Webhooks): 2xx is yes, 410 is never again, all the rest is to be tried again. */
export function outcomeOfAnswer(
	status: number,
	answer: string | null,
	retryAfter?: string
): Outcome {
	if (status >= 200 && status < 300) return { state: 'accepted', status, answer };
	if (status === 410)
		return { state: 'gone', status, said: 'L’autre programme ne veut plus rien recevoir.', answer };
	const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
	return {
		state: 'later',
		status,
		said: reasonOf(status),
		answer,
		rests: status === 429 || status >= 500,
		...(seconds === undefined ? {} : { waitMs: Math.min(seconds * 1000, LONGEST_WAIT_MS) })
	};
}

function reasonOf(status: number): string {
	if (status >= 300 && status < 400)
		return 'L’adresse renvoie ailleurs, et Fanal ne suit pas : donnez la bonne adresse.';
	if (status === 401 || status === 403)
		return 'L’autre programme refuse : il ne reconnaît peut-être pas la signature.';
	if (status === 404) return 'Rien ne répond à cette adresse.';
	if (status === 429) return 'L’autre programme demande d’attendre.';
	if (status >= 500) return 'L’autre programme est en panne.';
	return 'L’autre programme n’a pas accepté le message.';
}

/** What a failure without an answer means. */
export function outcomeOfFailure(failure: unknown): Outcome {
	const { code, name } = (failure ?? {}) as { code?: unknown; name?: unknown }; // both are compared below
	return {
		state: 'later',
		status: null,
		said: name === 'TimeoutError' ? STALLED : troubleOf(String(code)),
		answer: null,
		rests: true
	};
}

const STALLED = 'L’autre programme n’a pas répondu à temps ; il a peut-être reçu le message.';

function troubleOf(code: string): string {
	if (code === 'EPRIVATE') return PRIVATE_MACHINE;
	if (code === 'ABORT_ERR' || code === 'ETIMEDOUT') return STALLED;
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Cette machine est inconnue.';
	if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code))
		return 'La liaison n’a pas pu être chiffrée : le certificat n’est pas bon.';
	if (code === 'ECONNRESET' || code === 'EPIPE')
		return 'La liaison a été coupée avant la réponse ; le message est peut-être arrivé.';
	return 'L’autre programme n’a pas pu être joint.';
}
