import { listDoubts } from '#collectors/doubts.ts';
import { authorise } from '#core/server/permissions.ts';
import { counted } from '#core/words.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'space.doubts' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		authorise(ctx, 'space.doubts');
		const reports = await listDoubts(ctx);
		const total = reports.reduce((sum, report) => sum + report.found.length, 0);
		return {
			title: 'Les doutes sur les données',
			total: counted(total, 'doute'),
			reports: reports.map(({ id, title, found }) => ({
				id,
				title,
				count: found.length,
				example: found[0]?.finding ?? ''
			}))
		};
	});
