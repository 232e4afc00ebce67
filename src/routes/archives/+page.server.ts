import { listArchived } from '#collectors/editing/archive.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => ({ title: 'Archives', archived: await listArchived(ctx) }));
