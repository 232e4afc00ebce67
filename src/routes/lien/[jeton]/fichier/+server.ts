import { guestFile } from '#collectors/guests.ts';
import { openLink } from '#collectors/lent-links.ts';
import { handOver } from '#web/handed-file.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** The file of the document that the link opens, and no other. */
export const GET: RequestHandler = async (event) => {
	const file = await read(event, async (ctx) =>
		guestFile(ctx, await openLink(ctx, event.params.jeton))
	);
	const answer = handOver(event.request, file);
	answer.headers.set('cache-control', 'no-store');
	return answer;
};
