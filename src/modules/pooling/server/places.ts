import { asc, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { group, groupChapterId, isActiveIn } from '#modules/groups/index.ts';

/** Where a part is printed: after the heading of its commission, or in the chapter of its group. */
export interface Place {
	chapter: string;
	order: number;
}

/** Place when no commission is named: among the commissions, after the second. */
const DEFAULT_PLACE: Place = { chapter: 'commissions', order: 250 };
/** In the chapter of a group, after its sheet and its road map. */
const ORDER_IN_GROUP = 700;

export interface Places {
	/** Place of what belongs to a group; among the commissions when it belongs to none. */
	of: (groupId: string | null) => Place;
}

/**
 * Commissions print their headings at 100, 200, 300… in their own order: what belongs to one of them follows
 * its heading, half-way to the next. A working group opens its chapter while it is active in the year; what
 * belongs to any other body stays among the commissions.
 */
export async function findPlaces(ctx: Context, year: number): Promise<Places> {
	const groups = await ctx.db
		.select()
		.from(group)
		.where(visible(ctx, group))
		.orderBy(sql`${group.position} nulls last`, asc(group.number), asc(group.name))
		.limit(300);
	const active = groups.filter((one) => isActiveIn(one, year));
	const commissions = active.filter((one) => one.type === 'commission');
	return {
		of: (groupId) => {
			const found = active.find((one) => one.id === groupId);
			if (!found) return DEFAULT_PLACE;
			const index = commissions.indexOf(found);
			if (index >= 0) return { chapter: 'commissions', order: (index + 1) * 100 + 50 };
			return found.type === 'workingGroup' && found.circle === 'ptce'
				? { chapter: groupChapterId(found.code), order: ORDER_IN_GROUP }
				: DEFAULT_PLACE;
		}
	};
}
