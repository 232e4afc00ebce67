import { guestFile } from '#collectors/guests.ts';
import { mayAnswer, openLink } from '#collectors/lent-links.ts';
import { noteGuestReading } from '#collectors/privacy/openings.ts';
import { handOver } from '#web/handed-file.ts';
import { write } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** The file of the document that the link opens, and no other. */
export const GET: RequestHandler = async (event) => {
	const file = await write(event, async (ctx) => {
		const link = await openLink(ctx, event.params.jeton);
		const found = await guestFile(ctx, link);
		if (mayAnswer(ctx)) await noteGuestReading(ctx, link, { file: true });
		return found;
	});
	const answer = handOver(event.request, file);
	answer.headers.set('cache-control', 'no-store');
	return answer;
};
