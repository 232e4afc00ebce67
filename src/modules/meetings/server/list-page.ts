import { and, isNull } from 'drizzle-orm';
import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupTitle } from '#modules/groups/index.ts';
import { meetingTypes } from '../labels.ts';
import { wordsBeside } from '../sentences.ts';
import { outcomeBlocks } from './meeting-blocks.ts';
import { listOutcomes } from './outcomes.ts';
import { listMeetingChoices, pageOfMeetings } from './queries.ts';
import { action, decision } from './tables.ts';

const PER_PAGE = 25;

/** A page of the list narrowed by the words of the address: `instance`, `annee`. */
export async function meetingsPage(ctx: Context, query: URLSearchParams, page: number) {
	const choices = await listMeetingChoices(ctx);
	const body = choices.bodies.find((one) => one.code === query.get('instance'));
	const year = choices.years.find((one) => one === query.get('annee'));
	const { rows, more } = await pageOfMeetings(
		ctx,
		{
			...(body ? { groupCode: body.code } : {}),
			...(year ? { year: Number(year) } : {})
		},
		{ offset: (page - 1) * PER_PAGE, limit: PER_PAGE }
	);
	return {
		rows: rows.map((row) => ({
			title: row.title,
			path: row.path,
			on: row.on,
			said: wordsBeside(row),
			type: labelOf(meetingTypes, row.type),
			body: row.group ? groupTitle(row.group) : null,
			planned: row.state === 'planned',
			cancelled: row.state === 'cancelled'
		})),
		more,
		narrowed: Boolean(body ?? year),
		filters: [
			{
				name: 'instance',
				label: 'Instance',
				value: body?.code ?? '',
				options: choices.bodies.map((one) => ({ value: one.code, label: groupTitle(one) }))
			},
			{
				name: 'annee',
				label: 'Année',
				value: year ?? '',
				options: choices.years.map((one) => ({ value: one, label: one }))
			}
		]
	};
}

/** Decisions and actions that name neither a meeting nor a group: no other page would tell them. Nothing when there is none. */
export async function looseBlocks(ctx: Context): Promise<Block[]> {
	const outcomes = await listOutcomes(ctx, {
		decisions: and(isNull(decision.meetingId), isNull(decision.groupId)),
		actions: and(isNull(action.meetingId), isNull(action.groupId))
	});
	const blocks = outcomeBlocks(outcomes.decisions, outcomes.actions);
	if (blocks.length === 0) return [];
	return [
		{ kind: 'heading', level: 2, text: 'Sans réunion ni groupe', id: 'sans-reunion' },
		...blocks
	];
}
