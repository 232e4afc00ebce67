import { changeLinks } from '#collectors/editing/in-place.ts';
import { figurePath } from '#collectors/catalogue.ts';
import { getPostSheet } from '#modules/pooling/server/overview.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'pooling.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const post = await getPostSheet(ctx, event.params.code);
		const { year } = ctx.collective.settings;
		const outputs = post.outputs.map(({ metric, ...output }) => ({
			...output,
			figure: metric ? figurePath(metric, year) : null
		}));
		const ids = (rows: { id: string }[]) => rows.map((row) => row.id);
		return {
			title: post.title,
			record: await shownRecord(ctx, 'sharedPost', event.params.code),
			post: { ...post, outputs },
			team: ctx.actor.kind !== 'public',
			changes: {
				...(await changeLinks(ctx, 'sharedPostHost', ids(post.hosts))),
				...(await changeLinks(ctx, 'sharedPostOutput', ids(post.outputs)))
			}
		};
	});
