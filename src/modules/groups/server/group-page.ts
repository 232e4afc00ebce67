import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupTypes } from '../labels.ts';
import { factsBlock, sheetBlocks, workBlocks } from './group-blocks.ts';
import { getGroup } from './queries.ts';

/** The page of one group: what the annual report tells of it. Refuses (404) when absent or not for the actor. */
export async function groupSheet(
	ctx: Context,
	code: string,
	year: number
): Promise<{ id: string; title: string; lead: string; blocks: Block[] }> {
	const one = await getGroup(ctx, code, year);
	const work = {
		sheets: one.sheet ? [one.sheet] : [],
		roadMap: one.roadMap,
		deliverables: one.deliverables,
		attention: one.attention
	};
	return {
		id: one.id,
		title: one.title,
		lead: labelOf(groupTypes, one.type),
		blocks: [
			factsBlock(one, one.participants, one.lineages),
			...(one.purpose ? [{ kind: 'prose' as const, text: one.purpose }] : []),
			...sheetBlocks(one, work, 2),
			...workBlocks(one, work)
		]
	};
}
