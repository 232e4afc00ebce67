import { error, redirect } from '@sveltejs/kit';
import { startSso } from '#modules/accounts/server/enter.ts';
import type { Doors } from '#web/doors.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** A link rather than a form: the policy of contents lets no form lead to another site. */
export const GET: RequestHandler = async (event) => {
	const { collective } = event.locals;
	if (!collective) error(404, 'Cette installation est vide.');
	const start = await startSso(collective, visitorOf(event));
	if (!start) error(404, 'Cette installation n’a pas de connexion unique, ou elle ne répond pas.');
	giveCookies(event, start.cookies);
	// Its address comes from the provider that the operator has named, whose entrance may be on another host than its name.
	redirect(303, start.location, { external: true });
};
