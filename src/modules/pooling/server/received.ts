import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { supportShares } from '../labels.ts';
import { sharedPostPath, supportPath } from '../paths.ts';
import { frequencyText } from '../rules.ts';
import { sharedPost, sharedPostHost, support, supportParticipant } from './tables.ts';

/** What an organisation receives: a shared post that serves it, a support that it follows. */
export interface PoolingLine {
	kind: 'post' | 'support';
	title: string;
	path: string;
	/** "2/3 fois par mois", "Partie collective". */
	detail: string | null;
}

/** Shared posts and supports of one organisation, that the actor may read. */
export async function listPoolingOf(ctx: Context, organisationId: string): Promise<PoolingLine[]> {
	const posts = await ctx.db
		.select({ code: sharedPost.code, title: sharedPost.title, host: sharedPostHost })
		.from(sharedPostHost)
		.innerJoin(sharedPost, eq(sharedPost.id, sharedPostHost.postId))
		.where(
			and(
				eq(sharedPostHost.organisationId, organisationId),
				visible(ctx, sharedPostHost),
				visible(ctx, sharedPost)
			)
		)
		.orderBy(asc(sharedPost.title), sharedPostHost.id)
		.limit(50);
	const supports = await ctx.db
		.select({
			id: supportParticipant.id,
			code: support.code,
			title: support.title,
			share: supportParticipant.share
		})
		.from(supportParticipant)
		.innerJoin(support, eq(support.id, supportParticipant.supportId))
		.where(
			and(
				eq(supportParticipant.organisationId, organisationId),
				visible(ctx, supportParticipant),
				visible(ctx, support)
			)
		)
		.orderBy(asc(support.title), supportParticipant.id)
		.limit(50);
	return [
		...posts.map(({ code, title, host }): PoolingLine => ({
			kind: 'post',
			title,
			path: sharedPostPath(code),
			detail: frequencyText(host)
		})),
		...supports.map(({ code, title, share }): PoolingLine => ({
			kind: 'support',
			title,
			path: supportPath(code),
			detail: share ? labelOf(supportShares, share) : null
		}))
	];
}
