import { listPartners } from '#modules/network/server/queries.ts';
import { organisationNatures } from '#modules/network/labels.ts';
import { labelOf } from '#core/vocabulary.ts';
import { pageNumber } from '#core/page-number.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'network.read' } satisfies Doors;

const PER_PAGE = 30;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const page = pageNumber(event.url.searchParams);
		const { rows, more } = await listPartners(ctx, {
			offset: (page - 1) * PER_PAGE,
			limit: PER_PAGE,
			day: ctx.today
		});
		return {
			title: 'Partenaires et institutions',
			page,
			more,
			rows: rows.map((row) => ({
				name: row.name,
				path: row.path,
				nature: labelOf(organisationNatures, row.nature),
				fullName: row.fullName
			}))
		};
	});
