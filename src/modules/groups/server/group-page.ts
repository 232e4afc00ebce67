import type { Block } from '#core/blocks.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { circles, groupTypes } from '../labels.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { factsBlock, sheetBlocks, workBlocks, type Work } from './group-blocks.ts';
import { kinshipBlocks } from './kinship.ts';
import { organisationsOf, participantBlocks } from './participant-blocks.ts';
import { getGroup, listGroups, listParticipants } from './queries.ts';

type Sheet = Awaited<ReturnType<typeof getGroup>>;

/** What the page of a group is made of, in order; `lent`, what a guest reads of it too, as the page that lends it says. */
const PARTS: readonly { blocks: (one: Sheet, work: Work) => Block[]; lent?: string }[] = [
	{
		blocks: (one) => (one.purpose ? [{ kind: 'prose', text: one.purpose }] : []),
		lent: 'son objet'
	},
	{
		blocks: (one) => factsBlock(one, one.participants),
		lent: 'l’essentiel (pilotage, composition, dates)'
	},
	{ blocks: (one) => kinshipBlocks(one.id, one.lineages), lent: 'sa filiation' },
	{ blocks: (one) => participantBlocks(one, one.participants), lent: 'ses participants' },
	{
		blocks: (one, work) => sheetBlocks(one, work, 2),
		lent: 'sa fiche de l’année (contexte, activités, perspectives)'
	},
	{
		blocks: (one, work) => workBlocks(one, { ...work, attention: [] }),
		lent: 'sa feuille de route, ses livrables'
	},
	{ blocks: (one, work) => workBlocks(one, { ...work, roadMap: [], deliverables: [] }) },
	{ blocks: otherSheets }
];

/** The sheets that the page of the year does not tell: those of other years, and one in which nothing is written yet. */
function otherSheets({ otherSheets: sheets }: Sheet): Block[] {
	if (sheets.length === 0) return [];
	return [
		{
			kind: 'list',
			title: 'Autres fiches annuelles',
			items: sheets.map(({ id, year, texts }) => ({
				content: [
					[
						`Fiche ${String(year)}`,
						...(texts.length > 0 ? texts : ['rien n’y est encore écrit'])
					].join(' — '),
					{ record: { kind: 'groupSheet', id, name: `la fiche ${String(year)}` } }
				]
			}))
		}
	];
}

/** French list of what a guest reads of a group: its points of attention are its own. */
export const LENT_PARTS = PARTS.flatMap(({ lent }) => lent ?? []).join(', ');

/** The page of one group: what the annual report tells of it, `toGuest` what is lent of it. Refuses (404) when absent or not for the actor. */
export async function groupSheet(
	ctx: Context,
	code: string,
	year: number,
	toGuest = false
): Promise<{ id: string; title: string; lead: string; blocks: Block[] }> {
	const one = await getGroup(ctx, code, year);
	const work: Work = {
		sheets: one.sheet ? [one.sheet] : [],
		roadMap: one.roadMap,
		deliverables: one.deliverables,
		attention: one.attention
	};
	const parts = PARTS.filter(({ lent }) => !toGuest || lent);
	return {
		id: one.id,
		title: one.title,
		lead: `${labelOf(groupTypes, one.type)} — ${String(year)}`,
		blocks: parts.flatMap(({ blocks }) => blocks(one, work))
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
