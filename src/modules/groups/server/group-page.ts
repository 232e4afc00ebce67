import type { Block } from '#core/blocks.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { circles, groupTypes } from '../labels.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { factsBlock, sheetBlocks, workBlocks } from './group-blocks.ts';
import { kinshipBlocks } from './kinship.ts';
import { organisationsOf, participantBlocks } from './participant-blocks.ts';
import { getGroup, listGroups, listParticipants } from './queries.ts';

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
		lead: `${labelOf(groupTypes, one.type)} — ${String(year)}`,
		blocks: [
			...(one.purpose ? [{ kind: 'prose' as const, text: one.purpose }] : []),
			...factsBlock(one, one.participants),
			...kinshipBlocks(one.id, one.lineages),
			...participantBlocks(one, one.participants),
			...sheetBlocks(one, work, 2),
			...workBlocks(one, work)
		]
	};
}

/** Groups of a year, circle by circle, as cards: what each is for, and how many organisations are named in it. */
export async function groupCards(ctx: Context, year: number) {
	const groups = await listGroups(ctx, year);
	const participants = await listParticipants(
		ctx,
		groups.map((one) => one.id),
		year
	);
	const cards = groups.map((one) => {
		const named = organisationsOf(participants.filter((line) => line.groupId === one.id)).length;
		return {
			circle: one.circle,
			title: groupTitle(one),
			path: groupPath(one.code),
			type: labelOf(groupTypes, one.type),
			isArchived: one.archivedOn !== null,
			purpose: one.purpose ? toPlainText(one.purpose) : null,
			named: named > 0 ? counted(named, 'organisation nommée', 'organisations nommées') : null
		};
	});
	return [...Map.groupBy(cards, (card) => card.circle)].map(([circle, own]) => ({
		label: labelOf(circles, circle),
		groups: own.map(({ circle: _circle, ...card }) => card)
	}));
}
