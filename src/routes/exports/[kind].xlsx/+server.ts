import { exportXlsx } from '#collectors/export/xlsx.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const GET: RequestHandler = (event) =>
	read(event, async (ctx) => {
		const { file, bytes } = await exportXlsx(ctx, event.params.kind);
		return new Response(new Uint8Array(bytes), {
			headers: {
				'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
				'content-disposition': `attachment; filename="${file}"`
			}
		});
	});
