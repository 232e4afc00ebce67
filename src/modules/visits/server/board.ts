import type { Context } from '#core/server/context.ts';
import { getCoverage } from './coverage.ts';

const PAGE_SIZE = 25;

/**
 * The board of visits as one list, a page at a time: members never visited first, then longest ago first.
 * Pages start at 1.
 */
export async function getBoard(ctx: Context, page: number) {
	const coverage = await getCoverage(ctx, ctx.today);
	const rows = [
		...coverage.never.map((member) => ({ member, visit: null })),
		...coverage.visited
	].map(({ member, visit }) => ({
		name: member.name,
		path: member.path,
		arrondissement: member.arrondissement,
		visit: visit && { name: visit.name, path: visit.path, date: visit.date }
	}));
	const start = (page - 1) * PAGE_SIZE;
	return {
		rows: rows.slice(start, start + PAGE_SIZE),
		total: rows.length,
		page,
		pageSize: PAGE_SIZE,
		never: coverage.never.length,
		planned: coverage.planned.slice(0, 20).map(({ name, path, date }) => ({ name, path, date }))
	};
}
