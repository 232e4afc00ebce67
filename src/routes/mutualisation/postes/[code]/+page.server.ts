import { getPostSheet } from '#modules/pooling/server/overview.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const post = await getPostSheet(ctx, event.params.code);
		return { title: post.title, post, team: ctx.actor.kind !== 'public' };
	});
