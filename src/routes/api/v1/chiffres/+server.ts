import { figuresPage } from '#collectors/api/others.ts';
import { reading } from '#web/api.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	reading(event, async (ctx) => ({ body: await figuresPage(ctx, event.url.searchParams) }));
