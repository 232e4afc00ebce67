import { error } from '@sveltejs/kit';
import { authenticationOptions } from '#modules/accounts/server/passkeys.ts';
import type { Doors } from '#web/doors.ts';
import { answeringJson } from '#web/json.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	answeringJson(async () => {
		const { collective } = event.locals;
		if (!collective) error(404, 'Cette installation est vide.');
		const answer = await authenticationOptions(collective, visitorOf(event));
		giveCookies(event, answer.cookies);
		return answer.body;
	});
