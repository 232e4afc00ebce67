import type { RequestEvent } from '@sveltejs/kit';
import { PUBLIC, type Actor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { askedPath } from '#core/server/asked-path.ts';
import type { Revised } from '#core/server/revision.ts';
import { LONGEST_BODY, withoutToken } from './api.ts';
import { decideDoor, doorsOf } from './doors.ts';
import { problem, problemNamed } from './problem.ts';
import { waitFor } from './pace.ts';

/** Who a token acts for. Refuses (403) a token that is unknown, over, taken back, or of another collective. */
export type WhoseToken = (collective: Revised, token: string) => Promise<Actor>;

/** Addresses that answer programs. */
export function isForPrograms(address: string): boolean {
	const path = askedPath(address);
	return path === '/api/v1' || path.startsWith('/api/v1/');
}

/**
 * Answers a program: who it is comes from its token alone, never from a cookie, so that no other site can borrow a session. Then the
 * same doors and the same policy as for people; whatever fails is told as problem details (RFC 9457).
 */
export async function answerProgram(
	event: RequestEvent,
	whoseToken: WhoseToken,
	resolve: () => Promise<Response>
): Promise<Response> {
	const response = (await atTheDoor(event, whoseToken)) ?? (await resolve());
	const told = response.headers.get('content-type')?.includes('problem+json');
	const answer = response.status >= 400 && !told ? await retold(event, response) : response;
	answer.headers.set('x-content-type-options', 'nosniff');
	answer.headers.set('cache-control', 'private, no-cache');
	answer.headers.set('vary', 'Authorization');
	return answer;
}

async function atTheDoor(
	event: RequestEvent,
	whoseToken: WhoseToken
): Promise<Response | undefined> {
	const { request, locals } = event;
	const actor = await actorOf(event, whoseToken);
	if (actor instanceof Response) return actor;
	locals.actor = actor;
	const wait = waitFor(
		actor.kind === 'person' ? actor.account : event.getClientAddress() || 'inconnue',
		new Date()
	);
	if (wait > 0)
		return problem('trop-de-demandes', `Réessayez dans ${String(wait)} secondes.`, {
			headers: { 'retry-after': String(wait) }
		});
	const doors = event.route.id ? await doorsOf(event.route.id) : {};
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	if (event.route.id && !(method in doors))
		return problem('methode', `Possibles ici : ${Object.keys(doors).join(', ')}.`, {
			headers: { allow: Object.keys(doors).join(', ') }
		});
	const decision = event.route.id ? await decideDoor(actor, event.route.id, method) : undefined;
	if (decision?.allowed === false)
		return actor.kind === 'public'
			? withoutToken(decision.because)
			: problem('droit-manquant', decision.because);
	return formats(request);
}

async function actorOf(
	{ request, locals }: RequestEvent,
	whoseToken: WhoseToken
): Promise<Actor | Response> {
	const header = request.headers.get('authorization');
	if (header === null || !locals.collective) return PUBLIC;
	const token = /^Bearer +([\w-]{1,200})$/i.exec(header)?.[1];
	if (!token)
		return withoutToken('Donnez le jeton ainsi : « Authorization: Bearer … ».', 'invalid_request');
	try {
		return await whoseToken(locals.collective, token);
	} catch (failure) {
		if (failure instanceof Refused) return withoutToken(failure.message, 'invalid_token');
		throw failure;
	}
}

/** JSON both ways, of a moderate size. */
function formats(request: Request): Response | undefined {
	const accept = request.headers.get('accept') ?? '*/*';
	if (!/\*\/\*|application\/(?:\*|json|(?:[\w.-]+\+)json)/.test(accept))
		return problem('format-demande', 'Demandez application/json.');
	if (['GET', 'HEAD', 'DELETE'].includes(request.method)) return undefined;
	const type = request.headers.get('content-type') ?? '';
	if (!/^application\/(?:json|merge-patch\+json)\b/i.test(type))
		return problem('format-envoye', 'Envoyez application/json.');
	if (Number(request.headers.get('content-length') ?? 0) > LONGEST_BODY)
		return problem('corps-trop-long', 'Un mégaoctet au plus : envoyez les fiches une à une.');
	return undefined;
}

/** What SvelteKit answered by itself, said again for programs. */
async function retold(event: RequestEvent, response: Response): Promise<Response> {
	const said: unknown = await response.json().catch(() => null);
	const { message, id } = {
		message: undefined,
		id: undefined,
		...(typeof said === 'object' ? said : {})
	};
	if (!event.route.id)
		return problem('adresse-inconnue', 'Rien ne répond ici : voyez la liste à l’adresse /api/v1.');
	return problem(
		problemNamed(response.status),
		typeof message === 'string' ? message : 'La demande ne peut pas être traitée.',
		typeof id === 'string' ? { id } : {}
	);
}
