import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { mapBlocks } from './member-map.ts';
import { listMembers } from './queries.ts';

/** The page of members: one card each, and their map; as of this day, `YYYY-MM-DD`. */
export async function listMembersPage(
	ctx: Context,
	day: string
): Promise<{
	members: { code: string; name: string; path: string; place: string; activities: string | null }[];
	blocks: Block[];
}> {
	const members = await listMembers(ctx, day);
	return {
		members: members.map((member) => ({
			code: member.code,
			name: member.name,
			path: member.path,
			place: [
				member.commune?.name ?? member.city,
				member.commune?.arrondissement ? `arrondissement de ${member.commune.arrondissement}` : null
			]
				.filter(Boolean)
				.join(', '),
			activities: member.activities
		})),
		blocks: await mapBlocks(ctx, members, day)
	};
}
