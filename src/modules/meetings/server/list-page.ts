import type { Context } from '#core/server/context.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupTitle } from '#modules/groups/index.ts';
import { meetingTypes } from '../labels.ts';
import { wordsBeside } from '../sentences.ts';
import { listMeetingChoices, pageOfMeetings } from './queries.ts';

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
