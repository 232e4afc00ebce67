import { wordsOf, type Block, type Inline, type Tone } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupPath } from '#modules/groups/index.ts';
import {
	actionStates,
	attendanceModes,
	linkNatures,
	meetingStates,
	type AttendanceMode
} from '../labels.ts';
import { parentRank } from '../rules.ts';
import { dateWords, declaredPeople, hours } from '../sentences.ts';
import type { Material, Party } from './material.ts';
import type { Outcomes } from './outcomes.ts';
import type { MeetingLine } from './queries.ts';

/** One meeting told in a document: when, where, how many, who came, what was on the agenda. */
export function meetingBlocks(one: MeetingLine, material: Material): Block[] {
	return [
		{ kind: 'paragraph', runs: headRuns(one) },
		...partyBlocks(one, material, true),
		...(one.summary ? [{ kind: 'prose' as const, text: one.summary }] : []),
		...agendaBlocks(one, material)
	];
}

function headRuns(one: MeetingLine): Inline[] {
	const people = declaredPeople(one);
	const details = [dateWords(one), hours(one), one.place ?? one.commune].filter(Boolean).join(', ');
	return [
		{ text: one.title, href: one.path, strong: true },
		` — ${details}`,
		...(one.host ? [', accueil par ', { text: one.host.name, href: one.host.path }] : []),
		...(people ? [` ; participation déclarée : ${people}`] : []),
		...(one.state === 'held' ? [] : [` (${labelOf(meetingStates, one.state).toLowerCase()})`]),
		'.'
	];
}

/**
 * Who came, of the modes that are told (none where a table of attendance tells it), then who is tied to the meeting: neither those already
 * named among them, nor the body that meets.
 */
export function partyLines(
	one: MeetingLine,
	material: Material,
	isTold: (mode: AttendanceMode) => boolean
): { content: Inline[] }[] {
	const came = material.attendance.filter((line) => line.meetingId === one.id);
	const named = new Set(came.flatMap((line) => line.parties.map((party) => party.path)));
	const own = one.group ? groupPath(one.group.code) : null;
	const links = material.links.filter(
		(line) =>
			line.meetingId === one.id &&
			!(line.nature === 'takesPart' && line.parties.every((party) => named.has(party.path))) &&
			!line.parties.every((party) => party.path === own)
	);
	return [
		...[
			...Map.groupBy(
				came.filter((line) => isTold(line.mode)),
				(line) => line.mode
			)
		].map(([mode, lines]) => ({
			content: [`${labelOf(attendanceModes, mode)} : `, ...listed('attendance', lines)]
		})),
		...[...Map.groupBy(links, (line) => line.nature)].map(([nature, lines]) => ({
			content: [`${labelOf(linkNatures, nature)} : `, ...listed('meetingLink', lines)]
		}))
	];
}

/** The same as a list; nothing when nobody is named. */
export function partyBlocks(
	one: MeetingLine,
	material: Material,
	withAttendance: boolean
): Block[] {
	const items = partyLines(one, material, () => withAttendance);
	return items.length > 0 ? [{ kind: 'list', items }] : [];
}

function listed(
	kind: 'attendance' | 'meetingLink',
	lines: { id: string; parties: Party[]; remark: string | null }[]
): Inline[] {
	return lines.flatMap((line, index): Inline[] => [
		...(index > 0 ? [' ; '] : []),
		...partyRuns(line.parties),
		...(line.remark ? [` (${line.remark})`] : []),
		{ record: { kind, id: line.id, name: wordsOf(partyRuns(line.parties)) } }
	]);
}

/** Names as links, separated by commas; who is kept from the reader is not named. */
export function partyRuns(parties: Party[]): Inline[] {
	if (parties.length === 0) return ['(fiche réservée)'];
	return parties.flatMap((party, index): Inline[] => [
		...(index > 0 ? [', '] : []),
		{ text: party.name, href: party.path }
	]);
}

/** The agenda on two levels, with its hours when they are known. */
export function agendaBlocks(
	one: Pick<MeetingLine, 'id' | 'title'>,
	material: Pick<Material, 'agenda'>
): Block[] {
	const agenda = material.agenda.filter((item) => item.meetingId === one.id);
	if (agenda.length === 0) return [];
	const ranks = new Set(agenda.map((item) => item.rank));
	// A sub-item whose parent is not in the list stands on its own rather than vanish.
	const isTop = (rank: string) => {
		const parent = parentRank(rank);
		return parent === null || !ranks.has(parent);
	};
	return [
		{
			kind: 'agenda',
			caption: `Ordre du jour — ${one.title}`,
			items: agenda
				.filter((item) => isTop(item.rank))
				.map((item) => ({
					...(item.startTime ? { from: item.startTime } : {}),
					...(item.endTime ? { to: item.endTime } : {}),
					title: pointRuns(item),
					children: agenda.filter((child) => parentRank(child.rank) === item.rank).map(pointRuns)
				}))
		}
	];
}

function pointRuns({ id, title }: { id: string; title: string }): Inline[] {
	return [title, { record: { kind: 'agendaItem', id, name: title } }];
}

/** Decisions with their reasons, and actions with who does them, by when, and their state. */
export function outcomeBlocks(
	decisions: Outcomes['decisions'],
	actions: Outcomes['actions']
): Block[] {
	const blocks: Block[] = [];
	if (decisions.length > 0)
		blocks.push({
			kind: 'list',
			title: 'Décisions',
			items: decisions.map((one) => ({
				content: [
					one.on ? `${one.title} (${formatPartialDate(one.on)})` : one.title,
					{ record: { kind: 'decision', id: one.id, name: one.title } }
				],
				...(one.text ? { children: [toPlainText(one.text)] } : {})
			}))
		});
	if (actions.length > 0)
		blocks.push({
			kind: 'list',
			title: 'Actions',
			items: actions.map((one) => ({
				content: [
					one.title,
					...(one.owners.length > 0 ? [' — ', ...partyRuns(one.owners)] : []),
					...(one.due ? [` — échéance : ${formatPartialDate(one.due)}`] : []),
					{ record: { kind: 'action', id: one.id, name: one.title } }
				],
				state: labelOf(actionStates, one.state),
				tone: ACTION_TONES[one.state]
			}))
		});
	return blocks;
}

const ACTION_TONES: Record<keyof typeof actionStates, Tone> = {
	done: 'good',
	doing: 'waiting',
	todo: 'neutral',
	dropped: 'alert'
};
