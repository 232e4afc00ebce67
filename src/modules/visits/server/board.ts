import type { Context } from '#core/server/context.ts';
import { countCoverage, listCoverage, listPlanned } from './coverage.ts';

const PAGE_SIZE = 25;
const PLANNED = 20;

/**
 * The board of visits as one list, a page at a time: members never visited first, then longest ago first.
 * Pages start at 1.
 */
export async function getBoard(ctx: Context, page: number) {
	const shown = { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
	const rows = await listCoverage(ctx, ctx.today, shown);
	const { members, never } = await countCoverage(ctx, ctx.today);
	const planned = await listPlanned(ctx, PLANNED);
	return {
		rows: rows.map(({ member, visit }) => ({
			name: member.name,
			path: member.path,
			arrondissement: member.arrondissement,
			visit: visit && { name: visit.name, path: visit.path, date: visit.date }
		})),
		total: members,
		page,
		pageSize: PAGE_SIZE,
		never,
		planned: planned.map(({ name, path, date }) => ({ name, path, date }))
	};
}
