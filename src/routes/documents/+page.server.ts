import { decide } from '#core/actor.ts';
import { formatSize } from '#core/files.ts';
import { getDocumentsPage } from '#modules/documents/server/list-page.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'documents.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const list = await getDocumentsPage(ctx, event.url.searchParams);
		return {
			title: 'Documents',
			mayWrite: decide(ctx.actor, { permission: 'documents.write' }).allowed,
			list: {
				...list,
				rows: list.rows.map((row) => ({
					...row,
					size: row.size === null ? null : formatSize(row.size)
				}))
			}
		};
	});
