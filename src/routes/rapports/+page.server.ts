import { reportYears } from '#collectors/annual-report.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, (ctx) =>
		Promise.resolve({ title: 'Rapports d’activité', years: reportYears(ctx.collective) })
	);
