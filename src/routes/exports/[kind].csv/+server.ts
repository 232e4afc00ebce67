import { exportCsv } from '#collectors/export/csv.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	read(event, async (ctx) => {
		const { file, csv } = await exportCsv(ctx, event.params.kind);
		return new Response(csv, {
			headers: {
				'content-type': 'text/csv; charset=utf-8',
				'content-disposition': `attachment; filename="${file}"`
			}
		});
	});
