import { listReportYears } from '#collectors/cut-off.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'editions.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({
		title: 'Rapports d’activité',
		years: await listReportYears(ctx)
	}));
