import { reportOf } from '#collectors/api/others.ts';
import { readingInTurns } from '#web/api.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	readingInTurns(event, async (read) => ({
		body: await reportOf(read, event.params.annee, event.url)
	}));
