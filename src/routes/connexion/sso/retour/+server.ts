import { error, redirect } from '@sveltejs/kit';
import { Refused } from '#core/errors.ts';
import { enterBySso } from '#modules/accounts/server/enter.ts';
import type { Doors } from '#web/doors.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = async (event) => {
	const { collective } = event.locals;
	if (!collective) error(404, 'Cette installation est vide.');
	const query = Object.fromEntries(event.url.searchParams);
	const entry = await enterBySso(collective, visitorOf(event), query).catch((failure: unknown) => {
		if (failure instanceof Refused) redirect(303, '/connexion?refus=sso');
		throw failure;
	});
	giveCookies(event, entry.cookies);
	redirect(303, entry.state === 'in' ? '/compte' : '/connexion/code');
};
