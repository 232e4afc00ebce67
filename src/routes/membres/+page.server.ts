import { explainFigure } from '#collectors/catalogue.ts';
import { cutOffOf } from '#collectors/cut-off.ts';
import { listMembersPage } from '#modules/network/server/members-page.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const day = await cutOffOf(ctx, ctx.collective.settings.year);
		const { members, blocks } = await listMembersPage(ctx, day);
		return {
			title: 'Les membres',
			members,
			html: showBlocks(blocks),
			figures: [(await explainFigure(ctx, 'network.members', ctx.collective.settings.year)).figure]
		};
	});
