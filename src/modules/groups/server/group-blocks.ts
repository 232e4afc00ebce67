import type { Block, FactsBlock, Inline, ListBlock, Tone } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { attentionStates, deliverableStates, itemStates } from '../labels.ts';
import { moment } from '../sentences.ts';
import { organisationsOf, pilotRuns } from './participant-blocks.ts';
import type { Group, listGroupWork, ParticipantLine } from './queries.ts';

export type Work = Awaited<ReturnType<typeof listGroupWork>>;

const MISSING: Inline = { text: 'non renseigné', missing: true };
/** Bodies that need somebody at their head: elsewhere a missing pilot is no gap. */
const PILOTED: readonly Group['type'][] = ['workingGroup', 'commission'];

/** Short facts of a group; unknown pilots and participants are said. */
export function factsBlock(group: Group, participants: ParticipantLine[]): Block[] {
	const entries: FactsBlock['entries'] = [];
	const pilots = pilotRuns(participants);
	if (pilots.length > 0) entries.push({ label: 'Pilotage', value: pilots });
	else if (PILOTED.includes(group.type))
		entries.push({
			label: 'Pilotage',
			value: [{ text: 'à pourvoir, ou non renseigné', missing: true }]
		});
	if (group.composition) entries.push({ label: 'Composition', value: group.composition });
	if (participants.length > 0) entries.push({ label: 'Participants', value: named(participants) });
	else if (!group.composition) entries.push({ label: 'Participants', value: MISSING });
	if (group.activeFrom)
		entries.push({ label: 'Depuis', value: formatPartialDate(group.activeFrom) });
	if (group.activeUntil)
		entries.push({ label: 'Jusqu’à', value: formatPartialDate(group.activeUntil) });
	return entries.length > 0 ? [{ kind: 'facts', title: 'En bref', entries }] : [];
}

function named(participants: ParticipantLine[]): string {
	const organisations = organisationsOf(participants).length;
	const alone = participants.filter((line) => !line.organisation).length;
	const parts = [
		organisations > 0 ? counted(organisations, 'organisation nommée', 'organisations nommées') : '',
		alone > 0 ? counted(alone, 'personne nommée', 'personnes nommées') : ''
	].filter(Boolean);
	const open = participants.some((line) => line.openList) ? ', liste ouverte' : '';
	return `${parts.join(' et ')}${open}`;
}

/** Context, activities and prospects of the year, as the group wrote them. */
export function sheetBlocks(group: Group, work: Work, level: 2 | 3): Block[] {
	const sheet = work.sheets.find((one) => one.groupId === group.id);
	const parts = [
		{ id: 'contexte', title: 'Contexte', text: sheet?.context },
		{ id: 'activites', title: 'Activités et réflexions', text: sheet?.activities },
		{ id: 'perspectives', title: 'Perspectives', text: sheet?.prospects }
	];
	return parts.flatMap((part): Block[] =>
		sheet && part.text
			? [
					{ kind: 'heading', level, text: part.title, id: `${group.code}-${part.id}` },
					{
						kind: 'prose',
						text: part.text,
						record: { kind: 'groupSheet', id: sheet.id, name: part.title }
					}
				]
			: []
	);
}

/** Road map, deliverables and attention points, each a list with its states in words. */
export function workBlocks(group: Group, work: Work): Block[] {
	const own = <T extends { groupId: string }>(lines: T[]) =>
		lines.filter((one) => one.groupId === group.id);
	return [
		...roadMapLists(own(work.roadMap)),
		...deliverableLists(own(work.deliverables)),
		...attentionLists(own(work.attention))
	];
}

/** One list per road map: a group may have set up several. A state that no item has is said once. */
function roadMapLists(items: Work['roadMap']): ListBlock[] {
	return [...Map.groupBy(items, (one) => one.decidedOn)].map(([decidedOn, own]) => {
		const isKnown = own.some((one) => one.state !== 'unknown');
		const title = decidedOn ? `Feuille de route établie ${moment(decidedOn)}` : 'Feuille de route';
		return {
			kind: 'list',
			title: isKnown ? title : `${title} (avancement non renseigné)`,
			items: own.map((one) => ({
				content: [
					one.title,
					one.owner ? ` — ${one.owner}` : '',
					one.due ? ` — échéance : ${formatPartialDate(one.due)}` : '',
					{ record: { kind: 'roadMapItem', id: one.id, name: one.title } }
				].filter((run) => run !== ''),
				...(isKnown
					? {
							state: one.state === 'unknown' ? UNKNOWN : labelOf(itemStates, one.state),
							tone: ITEM_TONES[one.state]
						}
					: {})
			}))
		};
	});
}

function deliverableLists(deliverables: Work['deliverables']): ListBlock[] {
	if (deliverables.length === 0) return [];
	const items = deliverables.map((one) => ({
		content: [
			one.title,
			one.on ? `, ${formatPartialDate(one.on)}` : '',
			one.remark ? ` (${one.remark})` : '',
			{ record: { kind: 'deliverable', id: one.id, name: one.title } }
		].filter((run) => run !== ''),
		state: one.state === 'unknown' ? UNKNOWN : labelOf(deliverableStates, one.state),
		tone: DELIVERABLE_TONES[one.state]
	}));
	return [{ kind: 'list', title: 'Livrables', items }];
}

function attentionLists(points: Work['attention']): ListBlock[] {
	if (points.length === 0) return [];
	const items = points.map((one) => ({
		content: [
			one.since ? `${one.title}, depuis ${formatPartialDate(one.since)}` : one.title,
			{ record: { kind: 'attentionPoint', id: one.id, name: one.title } }
		],
		state: labelOf(attentionStates, one.state),
		tone: one.state === 'open' ? ('alert' as const) : ('good' as const)
	}));
	return [{ kind: 'list', title: 'Points d’attention', items }];
}

const UNKNOWN = 'État non renseigné';
const ITEM_TONES: Record<keyof typeof itemStates, Tone> = {
	done: 'good',
	doing: 'waiting',
	todo: 'neutral',
	unknown: 'neutral',
	dropped: 'alert'
};
const DELIVERABLE_TONES: Record<keyof typeof deliverableStates, Tone> = {
	produced: 'good',
	doing: 'waiting',
	planned: 'neutral',
	unknown: 'neutral'
};
