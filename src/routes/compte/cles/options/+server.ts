import { registrationOptions } from '#modules/accounts/server/passkeys.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answeringJson } from '#web/json.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'signedIn' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	answeringJson(async () => {
		const { collective, signedIn } = accountOf(event);
		const answer = await registrationOptions(collective, visitorOf(event), signedIn);
		giveCookies(event, answer.cookies);
		return answer.body;
	});
