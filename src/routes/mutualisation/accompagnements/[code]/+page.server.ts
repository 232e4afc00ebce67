import { changeLinks } from '#collectors/editing/in-place.ts';
import { getSupportSheet } from '#modules/pooling/server/overview.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'pooling.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const support = await getSupportSheet(ctx, event.params.code);
		return {
			title: support.title,
			record: await shownRecord(ctx, 'support', event.params.code),
			support,
			team: ctx.actor.kind !== 'public',
			changes: await changeLinks(
				ctx,
				'supportParticipant',
				support.participants.map((one) => one.id)
			)
		};
	});
