import { roleFunctions } from '#modules/network/labels.ts';
import { listPeople } from '#modules/network/server/queries.ts';
import { labelOf } from '#core/vocabulary.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.people' } satisfies Doors;

const PER_PAGE = 40;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const { rows, more } = await listPeople(ctx, {
			offset: (page - 1) * PER_PAGE,
			limit: PER_PAGE,
			day: ctx.today
		});
		return {
			title: 'Personnes',
			page,
			more,
			rows: rows.map(({ name, path, functions }) => ({
				name,
				path,
				functions: functions.map(
					(line) => `${line.title ?? labelOf(roleFunctions, line.function)}, ${line.organisation}`
				)
			}))
		};
	});
