import { error } from '@sveltejs/kit';
import { enterByPasskey } from '#modules/accounts/server/enter.ts';
import type { Doors } from '#web/doors.ts';
import { answeringJson, objectOf } from '#web/json.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { RequestHandler } from './$types';

export const _door = { POST: 'everyone' } satisfies Doors;

export const POST: RequestHandler = (event) =>
	answeringJson(async () => {
		const { collective } = event.locals;
		if (!collective) error(404, 'Cette installation est vide.');
		const { response } = await objectOf(event.request);
		const proof = typeof response === 'object' && response !== null ? { ...response } : {};
		const entry = await enterByPasskey(collective, visitorOf(event), proof);
		giveCookies(event, entry.cookies);
		return {};
	});
