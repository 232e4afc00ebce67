import { wordsOf, type Block, type Inline } from '#core/blocks.ts';
import { labelOf } from '#core/vocabulary.ts';
import { participantRoles } from '../labels.ts';
import { groupTitle } from '../paths.ts';
import type { Group, ParticipantLine } from './queries.ts';

/** Who takes part, with the words of the document; an open list is said, and nobody is invented. */
export function participantBlocks(
	group: Pick<Group, 'number' | 'name'>,
	participants: ParticipantLine[]
): Block[] {
	if (participants.length === 0) return [];
	const remarked = participants.some((line) => line.remark);
	return [
		{
			kind: 'table',
			caption: `Qui participe — ${groupTitle(group)}`,
			columns: [
				{ label: 'Participant', width: 3 },
				{ label: 'Rôle', width: 1.4 },
				...(remarked ? [{ label: 'Ce que l’on en sait', width: 4 }] : [])
			],
			rows: participants.map((line) => [
				[
					...partyRuns(line),
					{ record: { kind: 'groupParticipant', id: line.id, name: wordsOf(partyRuns(line)) } }
				],
				labelOf(participantRoles, line.role),
				...(remarked ? [line.remark ?? ''] : [])
			]),
			...(participants.some((line) => line.openList)
				? {
						note: 'Liste ouverte : le document la finit par « … », d’autres participent sans être nommés.'
					}
				: {})
		}
	];
}

/** Pilots then co-pilots, as runs; empty when none is recorded. */
export function pilotRuns(participants: ParticipantLine[]): Inline[] {
	const pilots = [
		...participants.filter((line) => line.role === 'pilot'),
		...participants.filter((line) => line.role === 'coPilot')
	];
	return pilots.flatMap((line, index): Inline[] => [
		...(index > 0 ? [', ' as const] : []),
		...partyRuns(line)
	]);
}

/** Organisations named, each once. */
export function organisationsOf(participants: ParticipantLine[]): string[] {
	return [...new Set(participants.flatMap((line) => line.organisation?.name ?? []))];
}

/** "Marion Peretti, Association des Dix Muids", each a link. */
export function partyRuns(line: ParticipantLine): Inline[] {
	const runs: Inline[] = [];
	if (line.person) runs.push({ text: line.person.name, href: line.person.path });
	if (line.person && line.organisation) runs.push(', ');
	if (line.organisation) runs.push({ text: line.organisation.name, href: line.organisation.path });
	// Who is kept from the reader is counted, and not named.
	return runs.length > 0 ? runs : ['(fiche réservée)'];
}
