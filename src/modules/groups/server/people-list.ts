import type { Block, Inline, ListBlock } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { labelOf } from '#core/vocabulary.ts';
import { plainText } from '#core/words.ts';
import { participantRoles } from '../labels.ts';
import { partyRuns, pilotRuns } from './participant-blocks.ts';
import type { Group, ParticipantLine } from './queries.ts';

const LEADERS: readonly ParticipantLine['role'][] = ['pilot', 'coPilot'];

/**
 * Who takes part, in a few lines for the report: who leads, the composition in the words of the document, then
 * the names that these words do not hold, with what is known of them unless the group told its year. What is
 * not known is on the page of the group and among the doubts.
 */
export function peopleList(
	group: Group,
	participants: ParticipantLine[],
	isTold: boolean
): Block[] {
	const others = participants.filter(
		(line) => !LEADERS.includes(line.role) && !isNamedIn(group.composition, line)
	);
	const items = [
		...line('Pilotage', pilotRuns(participants)),
		...line('Composition', group.composition ? [group.composition] : []),
		...roleLines(others, isTold),
		...line('Période', period(group))
	];
	return items.length > 0 ? [{ kind: 'list', items }] : [];
}

function roleLines(participants: ParticipantLine[], isTold: boolean): ListBlock['items'] {
	const byRole = Map.groupBy(participants, (one) => one.role);
	return [...byRole].flatMap(([role, own]) =>
		line(
			own.length > 1 ? plural(labelOf(participantRoles, role)) : labelOf(participantRoles, role),
			[
				...own.flatMap((one, index): Inline[] => [
					...(index === 0 ? [] : [' ; ']),
					...partyRuns(one),
					...(one.remark && !isTold ? [` (${one.remark})`] : [])
				]),
				...(own.some((one) => one.openList) ? [' ; d’autres ne sont pas nommés'] : [])
			]
		)
	);
}

function line(label: string, value: Inline[]): ListBlock['items'] {
	return value.length > 0 ? [{ content: [{ text: label, strong: true }, ' : ', ...value] }] : [];
}

function period(group: Group): Inline[] {
	const from = group.activeFrom ? `depuis ${formatPartialDate(group.activeFrom)}` : '';
	const until = group.activeUntil ? `jusqu’à ${formatPartialDate(group.activeUntil)}` : '';
	return [from, until].filter(Boolean).length > 0 ? [[from, until].filter(Boolean).join(', ')] : [];
}

/** "Institutions (CAVM, Région…), APES": APES is not listed a second time. */
function isNamedIn(composition: string | null, line: ParticipantLine): boolean {
	if (!composition) return false;
	const words = plainText(composition);
	const names = line.person ? [line.person.name] : [line.organisation?.name ?? ''];
	return names.some((name) => name !== '' && words.includes(plainText(name)));
}

function plural(label: string): string {
	return label
		.split(' ')
		.map((word) => `${word}s`)
		.join(' ');
}
