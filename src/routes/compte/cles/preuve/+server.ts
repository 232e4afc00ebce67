import { addPasskey } from '#modules/accounts/server/passkeys.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answeringJson, objectOf } from '#web/json.ts';
import { visitorOf } from '#web/visitor.ts';
import type { RequestHandler } from './$types';

export const _door = { POST: 'signedIn' } satisfies Doors;

export const POST: RequestHandler = (event) =>
	answeringJson(async () => {
		const { collective, actor } = accountOf(event);
		const { name, response } = await objectOf(event.request);
		const proof = typeof response === 'object' && response !== null ? { ...response } : {};
		await addPasskey(collective, visitorOf(event), actor, {
			name: typeof name === 'string' ? name : '',
			response: proof
		});
		return {};
	});
