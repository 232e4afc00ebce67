import { createHash } from 'node:crypto';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { Refused } from '#core/errors.ts';
import type { Actor } from '#core/actor.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { isHeld } from './entity-tag.ts';
import { problem } from './problem.ts';

/** Longest body of a request: longer than any minutes. */
export const LONGEST_BODY = 1024 * 1024;

export interface ApiAnswer {
	body: unknown;
	/** 200 when left out. */
	status?: number;
	/** Strong mark of what is answered; made from the body, and weak, when left out. */
	etag?: string;
	headers?: Record<string, string>;
}

/** Reads for a program, in one unit of work; 304 when it already holds what it would be told (RFC 9110 §13). */
export async function reading(
	event: RequestEvent,
	work: (ctx: Context) => Promise<ApiAnswer>
): Promise<Response> {
	return readingInTurns(event, (read) => read(work));
}

/** The same for what is read in several units of work. */
export async function readingInTurns(
	event: RequestEvent,
	work: (read: <T>(one: (ctx: Context) => Promise<T>) => Promise<T>) => Promise<ApiAnswer>
): Promise<Response> {
	return answering(event, async (collective, actor) => {
		const { at } = event.locals;
		const answer = await work((one) => inCollective(collective, { actor, at }, one));
		const text = `${JSON.stringify(answer.body)}\n`;
		const etag = answer.etag ?? weakTag(text);
		const headers = { etag, ...answer.headers };
		if (isHeld(event.request, etag) || isHeld(event.request, '*'))
			return new Response(null, { status: 304, headers });
		return jsonResponse(text, answer.status ?? 200, headers);
	});
}

/** Writes for a program, in one unit of work. */
export async function writing(
	event: RequestEvent,
	work: (ctx: Context) => Promise<ApiAnswer | null>
): Promise<Response> {
	return answering(event, async (collective, actor) => {
		const answer = await inCollective(collective, { actor, mode: 'write' }, work);
		if (!answer) return new Response(null, { status: 204 });
		const { etag, headers } = answer;
		const text = `${JSON.stringify(answer.body)}\n`;
		return jsonResponse(text, answer.status ?? 200, { ...(etag ? { etag } : {}), ...headers });
	});
}

/** Mark of a version of a record: the same for all who read it. */
export function versionTag(version: number): string {
	return `"v${String(version)}"`;
}

/**
 * The version that a program says it has read (`If-Match`, RFC 9110 §13.1.1). A response when it says none (428, RFC 6585)
 * or one that is no version of ours (412).
 */
export function versionRead(request: Request): number | Response {
	const given = request.headers.get('if-match');
	if (given === null)
		return problem(
			'version-manquante',
			'Renvoyez dans If-Match l’ETag de la fiche, tel que vous l’avez lu : personne n’écrase ce qu’il n’a pas vu.'
		);
	const version = /^"v(\d{1,9})"$/.exec(given.trim())?.[1];
	return version === undefined ? stale() : Number(version);
}

/** The object that a program sent. A response when it is not JSON, not an object, or too long. */
export async function sentObject(request: Request): Promise<Record<string, unknown> | Response> {
	const text = await request.text();
	if (text.length > LONGEST_BODY)
		return problem('corps-trop-long', 'Un mégaoctet au plus : envoyez les fiches une à une.');
	try {
		const content: unknown = JSON.parse(text);
		if (typeof content === 'object' && content !== null && !Array.isArray(content))
			return { ...content };
	} catch {
		// Told below: it is not JSON.
	}
	return problem('corps-illisible', 'Envoyez un objet JSON : {"nom": "…"}.');
}

async function answering(
	{ locals, url }: RequestEvent,
	work: (collective: Collective, actor: Actor) => Promise<Response>
): Promise<Response> {
	const { collective, actor } = locals;
	if (!collective) return problem('vide', 'Créez d’abord le collectif, à l’adresse /installation.');
	try {
		return await work(collective, actor);
	} catch (failure) {
		if (failure instanceof Refused) return refusedAnswer(failure, actor.kind === 'public');
		if (isHttpError(failure) && failure.status === 404)
			return problem('adresse-inconnue', failure.body.message);
		throw Object.assign(failure instanceof Error ? failure : new Error(String(failure)), {
			path: url.pathname
		});
	}
}

/** The problem that a refusal is: its code says more than its kind. */
function refusedAnswer(refused: Refused, isAnonymous: boolean): Response {
	const codes = refused.refusals.map((one) => one.code);
	if (codes.includes('stale')) return stale();
	if (codes.includes('still-referred-to')) return problem('fiche-liee', refused.message);
	if (refused.kind === 'absent') return problem('adresse-inconnue', refused.message);
	if (refused.kind === 'forbidden')
		return isAnonymous ? withoutToken(refused.message) : problem('droit-manquant', refused.message);
	return problem('saisie-refusee', refused.message, { refusals: refused.refusals });
}

/** 401, with the way to be let in (RFC 6750 §3). */
export function withoutToken(detail: string, error?: string): Response {
	const challenge = `Bearer realm="Fanal"${error ? `, error="${error}"` : ''}`;
	return problem('jeton-manquant', detail, { headers: { 'www-authenticate': challenge } });
}

function stale(): Response {
	return problem(
		'fiche-changee',
		'Quelqu’un a modifié cette fiche depuis que vous l’avez lue : relisez-la, puis recommencez avec son nouvel ETag.'
	);
}

function jsonResponse(text: string, status: number, headers: Record<string, string>): Response {
	return new Response(text, {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers }
	});
}

function weakTag(text: string): string {
	return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
