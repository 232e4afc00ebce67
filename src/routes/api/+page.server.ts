import { decide } from '#core/actor.ts';
import { fieldsOf } from '#collectors/api/openapi.ts';
import { LONGEST_PAGE, USUAL_PAGE } from '#collectors/api/read.ts';
import { listResources } from '#collectors/api/resources.ts';
import { wayTo, type Doors } from '#web/doors.ts';
import { PROBLEMS } from '#web/problem.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = async ({ url, locals }) => ({
	title: 'Relier un programme',
	origin: url.origin,
	usual: USUAL_PAGE,
	longest: LONGEST_PAGE,
	managesWebhooks: decide(locals.actor, { permission: 'webhooks.manage' }).allowed,
	tokensPath: await wayTo(locals.actor, '/compte/jetons', '/compte/jetons'),
	resources: listResources().map((one) => ({
		name: one.name,
		contains: one.kind.plural,
		fields: fieldsOf(one)
	})),
	problems: Object.entries(PROBLEMS).map(([name, { status, title }]) => ({ name, status, title }))
});
