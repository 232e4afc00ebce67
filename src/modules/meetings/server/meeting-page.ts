import { eq } from 'drizzle-orm';
import type { Block } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupPath, groupTitle } from '#modules/groups/index.ts';
import { attendanceModes, capacities, meetingTypes, minutesStates } from '../labels.ts';
import { meetingBlocks, outcomeBlocks } from './meeting-blocks.ts';
import { getMeeting, listAgenda, listGroupMeetings, listLinks, listOutcomes } from './queries.ts';
import { action, decision } from './tables.ts';

/** The page of one meeting. Refuses (404) when absent or not for the actor. */
export async function meetingSheet(
	ctx: Context,
	code: string
): Promise<{ title: string; lead: string; blocks: Block[] }> {
	const one = await getMeeting(ctx, code);
	const blocks: Block[] = [...meetingBlocks(one, one)];
	if (one.group)
		blocks.push({
			kind: 'paragraph',
			runs: ['Instance : ', { text: groupTitle(one.group), href: groupPath(one.group.code) }]
		});
	if (one.attendance.length > 0) blocks.push(attendanceTable(one));
	else if (one.state === 'held')
		blocks.push({
			kind: 'notice',
			tone: 'waiting',
			text: 'Aucune ligne de présence n’est notée pour cette réunion.'
		});
	blocks.push(...outcomeBlocks(one.decisions, one.actions));
	if (one.minutes) {
		blocks.push(
			{
				kind: 'heading',
				level: 2,
				text: `Compte rendu (${labelOf(minutesStates, one.minutes.state).toLowerCase()})`,
				id: 'compte-rendu'
			},
			{ kind: 'prose', text: one.minutes.text }
		);
	}
	return {
		title: one.title,
		lead: `${labelOf(meetingTypes, one.type)}, ${formatPartialDate(one.on)}`,
		blocks
	};
}

/** Meetings, decisions and actions of one group in a year, for its page. */
export async function groupMeetingBlocks(
	ctx: Context,
	groupId: string,
	year: number
): Promise<Block[]> {
	const meetings = await listGroupMeetings(ctx, groupId, year);
	const ids = meetings.map((one) => one.id);
	const material = { agenda: await listAgenda(ctx, ids), links: await listLinks(ctx, ids) };
	const outcomes = await listOutcomes(ctx, {
		decisions: eq(decision.groupId, groupId),
		actions: eq(action.groupId, groupId)
	});
	const blocks = [
		...meetings.flatMap((one) => meetingBlocks(one, material)),
		...outcomeBlocks(outcomes.decisions, outcomes.actions)
	];
	return blocks.length > 0
		? [
				{ kind: 'heading', level: 2, text: `Réunions de ${String(year)}`, id: 'reunions' },
				...blocks
			]
		: [];
}

function attendanceTable(one: Awaited<ReturnType<typeof getMeeting>>): Block {
	return {
		kind: 'table',
		caption: 'Présences',
		columns: [{ label: 'Personne ou organisation' }, { label: 'Qualité' }, { label: 'Présence' }],
		rows: one.attendance.map((line) => [
			[line.name, line.organisation].filter(Boolean).join(', '),
			labelOf(capacities, line.capacity),
			`${labelOf(attendanceModes, line.mode)}${line.remark ? ` (${line.remark})` : ''}`
		])
	};
}
