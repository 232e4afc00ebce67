import type { RequestEvent } from '@sveltejs/kit';

/** Parameters of an address that open something by themselves: they are written nowhere. */
const SECRETS = ['jeton'];

/**
 * Writes on the console who was refused what, one line of JSON, for the operator's own journal (OWASP ASVS 5.0, 16.3.2). A visitor who
 * must first come in is not told of: nobody was refused anything that they hold.
 */
export function noteRefusal(
	{ locals, params, request, route }: RequestEvent,
	status: number
): void {
	const { actor } = locals;
	if (status !== 403 || actor.kind !== 'person') return;
	const known = Object.entries(params).filter(([name]) => !SECRETS.includes(name));
	console.info(
		JSON.stringify({
			event: 'access.refused',
			at: new Date().toISOString(),
			collective: locals.collective?.code ?? null,
			who: actor.person ?? actor.account,
			method: request.method,
			route: route.id,
			of: Object.fromEntries(known)
		})
	);
}
