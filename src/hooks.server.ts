import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { PUBLIC } from '#core/actor.ts';
import { readClock } from '#core/server/clock.ts';
import { findCollective } from '#core/server/collectives.ts';
import { decideDoor } from '#web/doors.ts';
import { shutDoor } from '#web/refusal.ts';
import { cookieSecret } from '#web/secret.ts';
import { actorOf, SESSION_COOKIE } from '#web/session.ts';
import '#collectors/permissions.ts';
import '#collectors/search.ts';

/** Session → actor → door of the route; what is behind a door stays filtered by the policy, record by record. */
export const handle: Handle = async ({ event, resolve }) => {
	event.locals.collective = await findCollective();
	event.locals.actor = event.locals.collective?.settings.demonstration
		? actorOf(event.cookies.get(SESSION_COOKIE), readClock(), cookieSecret())
		: PUBLIC;
	const decision = event.route.id
		? await decideDoor(event.locals.actor, event.route.id, event.request.method)
		: undefined;
	const response =
		decision?.allowed === false
			? await shutDoor(event, decision)
			: await resolve(event, { preload: ({ type }) => type === 'css' || type === 'font' });
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
	if (!response.headers.has('cache-control'))
		response.headers.set('cache-control', 'private, no-cache');
	return response;
};

/** A bug is logged with an identifier that the person sees; a refusal keeps its own message. */
export const handleError: HandleServerError = ({ error, event, kind }) => {
	if (kind === 'app') return {};
	if (kind === 'framework')
		return {
			message:
				error.status === 404 ? 'Cette page n’existe pas.' : 'La demande ne peut pas être traitée.'
		};
	const id = randomUUID().slice(0, 8);
	console.error(`[${id}] ${event.request.method} ${event.url.pathname}`, error);
	return { message: 'Fanal a rencontré une erreur.', id };
};
