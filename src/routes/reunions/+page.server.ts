import { labelOf } from '#core/vocabulary.ts';
import { meetingTypes } from '#modules/meetings/labels.ts';
import { pageOfMeetings } from '#modules/meetings/server/queries.ts';
import { pageNumber } from '#web/page-number.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

const PER_PAGE = 25;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const page = pageNumber(event.url);
		const { rows, more } = await pageOfMeetings(
			ctx,
			{},
			{ offset: (page - 1) * PER_PAGE, limit: PER_PAGE }
		);
		return {
			title: 'Toutes les réunions',
			page,
			more,
			rows: rows.map((row) => ({
				title: row.title,
				path: row.path,
				on: row.on,
				said: row.saidDate,
				type: labelOf(meetingTypes, row.type),
				place: row.place
			}))
		};
	});
