import { decide } from '#core/actor.ts';
import { listQuestionnaires } from '#modules/questionnaires/server/queries.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'questionnaires.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => ({
		title: 'Questionnaires',
		mayWrite: decide(ctx.actor, { permission: 'questionnaires.write' }).allowed,
		list: await listQuestionnaires(ctx, pageNumber(event.url.searchParams))
	}));
