import { sql } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import { wordsOf, type Block, type FactsBlock } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted, slugOf } from '#core/words.ts';
import { groupPath, groupTitle } from '#modules/groups/index.ts';
import {
	attendanceModes,
	capacities,
	meetingStates,
	meetingTypes,
	minutesStates
} from '../labels.ts';
import { dateWords, declaredPeople, hours } from '../sentences.ts';
import { listMaterial } from './material.ts';
import {
	agendaBlocks,
	meetingBlocks,
	outcomeBlocks,
	partyBlocks,
	partyRuns
} from './meeting-blocks.ts';
import { listOutcomes } from './outcomes.ts';
import { getMeeting, listGroupMeetings } from './queries.ts';
import { action, decision, meeting } from './tables.ts';

type Sheet = Awaited<ReturnType<typeof getMeeting>>;

/** What the page of a meeting is made of, in order; `lent`, what a guest reads of it too, as the page that lends it says. */
const PARTS: readonly { blocks: (one: Sheet) => Block[]; lent?: string }[] = [
	{
		blocks: (one) => [facts(one)],
		lent: 'l’essentiel (date, état, instance, lieu, accueil, participation déclarée, source)'
	},
	{ blocks: (one) => partyBlocks(one, one, false) },
	{
		blocks: (one) => (one.summary ? [{ kind: 'prose', text: one.summary }] : []),
		lent: 'son résumé'
	},
	{ blocks: (one) => agendaBlocks(one, one).flatMap(underHeading), lent: 'son ordre du jour' },
	{ blocks: attendanceBlocks },
	{
		blocks: (one) => outcomeBlocks(one.decisions, []).flatMap(underHeading),
		lent: 'ses décisions'
	},
	{ blocks: (one) => outcomeBlocks([], one.actions).flatMap(underHeading) },
	{ blocks: minutesBlocks, lent: 'son compte rendu' }
];

/** French list of what a guest reads of a meeting: its names of people who came or not, and its actions, are no part of it. */
export const LENT_PARTS = PARTS.flatMap(({ lent }) => lent ?? []).join(', ');

/** The page of one meeting, `toGuest` what is lent of it. Refuses (404) when absent or not for the actor. */
export async function meetingSheet(
	ctx: Context,
	code: string,
	toGuest = false
): Promise<{ id: string; title: string; lead: string; blocks: Block[] }> {
	const one = await getMeeting(ctx, code);
	const parts = PARTS.filter(({ lent }) => !toGuest || lent);
	return {
		id: one.id,
		title: one.title,
		lead: `${labelOf(meetingTypes, one.type)}, ${formatPartialDate(one.on)}`,
		blocks: parts.flatMap(({ blocks }) => blocks(one))
	};
}

/** Meetings, decisions and actions of one group in a year, for its page. */
export async function groupMeetingBlocks(
	ctx: Context,
	groupId: string,
	year: number
): Promise<Block[]> {
	const meetings = [
		...(await listGroupMeetings(ctx, groupId, year)),
		...(await listGroupMeetings(ctx, groupId, year + 1)).filter((one) => one.state === 'planned')
	];
	const material = await listMaterial(
		ctx,
		meetings.map((one) => one.id)
	);
	const outcomes = await listOutcomes(ctx, {
		decisions: sql`coalesce(${decision.groupId}, ${meeting.groupId}) = ${groupId}`,
		actions: sql`coalesce(${action.groupId}, ${meeting.groupId}) = ${groupId}`
	});
	const blocks = [
		...meetings.flatMap((one) => meetingBlocks(one, material)),
		...outcomeBlocks(outcomes.decisions, outcomes.actions)
	];
	return blocks.length > 0
		? [
				{ kind: 'heading', level: 2, text: 'Réunions, décisions et actions', id: 'reunions' },
				...blocks
			]
		: [];
}

/** On the page of the meeting, each part has a heading of the same rank, the minutes as well as the decisions. */
function underHeading(block: Block): Block[] {
	if (block.kind === 'agenda') {
		const caption = counted(block.items.length, 'point');
		return [heading('Ordre du jour'), { ...block, caption }];
	}
	if (block.kind !== 'list' || !block.title) return [block];
	const { title, ...untitled } = block;
	return [heading(title), untitled];
}

function heading(text: string): Block {
	return { kind: 'heading', level: 2, text, id: slugOf(text) };
}

function facts(one: Sheet): FactsBlock {
	const people = declaredPeople(one);
	// "Site minier de Wallers" already says where: the town is added only when the place does not.
	const place =
		one.commune && !one.place?.includes(one.commune)
			? [one.place, one.commune].filter(Boolean).join(', ')
			: one.place;
	const entries: FactsBlock['entries'] = [
		{ label: 'Date', value: [dateWords(one), hours(one)].filter(Boolean).join(', ') },
		{ label: 'État', value: labelOf(meetingStates, one.state) }
	];
	if (one.group)
		entries.push({
			label: 'Instance',
			value: { text: groupTitle(one.group), href: groupPath(one.group.code) }
		});
	entries.push({ label: 'Lieu', value: place ?? { text: 'non renseigné', missing: true } });
	if (one.host)
		entries.push({ label: 'Accueil', value: { text: one.host.name, href: one.host.path } });
	if (people) entries.push({ label: 'Participation déclarée', value: people });
	if (one.source) entries.push({ label: 'Source', value: one.source });
	return { kind: 'facts', title: 'En bref', entries };
}

function attendanceBlocks(one: Sheet): Block[] {
	if (one.attendance.length === 0)
		return one.state === 'held'
			? [
					{
						kind: 'notice',
						tone: 'waiting',
						text: 'Aucune ligne de présence n’est notée pour cette réunion.'
					}
				]
			: [];
	const present = one.attendance.filter((line) => ['present', 'remote'].includes(line.mode));
	// Those who read the meeting do not all read each line: the count of each reader says what it counts.
	const reserved = present.filter((line) => !isAsWide(line.audience, one.audience)).length;
	return [
		heading('Présences'),
		{
			kind: 'table',
			caption: `${counted(present.length, 'présence notée', 'présences notées')}, sur place ou à distance${reserved > 0 ? `, dont ${counted(reserved, 'réservée')}` : ''}`,
			columns: [
				{ label: 'Personne ou organisation', width: 3 },
				{ label: 'Qualité', width: 1.5 },
				{ label: 'Présence', width: 2 }
			],
			rows: one.attendance.map((line) => [
				[
					...partyRuns(line.parties),
					{ record: { kind: 'attendance', id: line.id, name: wordsOf(partyRuns(line.parties)) } }
				],
				labelOf(capacities, line.capacity),
				[
					labelOf(attendanceModes, line.mode),
					line.proxyTo ? `donné à ${line.proxyTo}` : null,
					line.remark
				]
					.filter(Boolean)
					.join(', ')
			])
		}
	];
}

function minutesBlocks(one: Sheet): Block[] {
	if (!one.minutes) return [];
	const { id, state, approvedOn, text } = one.minutes;
	const approved = approvedOn ? `, ${formatPartialDate(approvedOn)}` : '';
	return [
		{
			kind: 'heading',
			level: 2,
			text: `Compte rendu (${labelOf(minutesStates, state).toLowerCase()}${approved})`,
			id: 'compte-rendu'
		},
		{ kind: 'prose', text, record: { kind: 'minutes', id, name: 'le compte rendu' } }
	];
}
