import { changeLinks } from '#collectors/editing/in-place.ts';
import { listNeedsOf } from '#modules/needs/index.ts';
import { getAccount } from '#modules/visits/server/account.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'visits.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const visit = await getAccount(ctx, event.params.code);
		return {
			title: visit.name,
			record: await shownRecord(ctx, 'visit', event.params.code),
			visit,
			needs: await listNeedsOf(ctx, { visitId: visit.id }),
			team: ctx.actor.kind !== 'public',
			changes: {
				...(await changeLinks(
					ctx,
					'visitPassage',
					visit.sections.flatMap((section) => section.passages.map((one) => one.id))
				)),
				...(await changeLinks(
					ctx,
					'visitFact',
					visit.facts.map((one) => one.id)
				))
			}
		};
	});
