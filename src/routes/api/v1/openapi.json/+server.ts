import { describeApi } from '#collectors/api/openapi.ts';
import { reading } from '#web/api.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	reading(event, (ctx) => Promise.resolve({ body: describeApi(ctx.collective, event.url.origin) }));
