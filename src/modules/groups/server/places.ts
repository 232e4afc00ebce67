import type { Context } from '#core/server/context.ts';
import { groupChapterId } from '../paths.ts';
import { listGroups, type Group } from './queries.ts';

/** Where the annual report tells of a group. */
export interface ReportPlace {
	chapter: string;
	/** Order of the group's own part. */
	order: number;
	/** Order of what other modules add to it: after its own part, before the next group. */
	after: number;
	/** The chapter is the group's own: headings start at 2, and at 3 in a shared chapter. */
	own: boolean;
}

/** Orders of the parts of a working group's own chapter. */
const OWN = { order: 10, after: 300 };
/** External bodies come among the specific actions, close together. */
const FIRST_EXTERNAL = 50;
const ASSOCIATION = { order: 100, after: 120 };

/** Place of each group active in the year that the actor may read; a group without any is not in the map. */
export async function listReportPlaces(
	ctx: Context,
	year: number
): Promise<Map<string, ReportPlace>> {
	return placesOf(await listGroups(ctx, year));
}

/** The same for groups already read, in the order of the collective. */
export function placesOf(
	groups: Pick<Group, 'id' | 'code' | 'type' | 'circle'>[]
): Map<string, ReportPlace> {
	const places = new Map<string, ReportPlace>();
	const counts = new Map<string, number>();
	for (const one of groups) {
		const index = counts.get(one.type) ?? 0;
		const place = placeOf(one, index);
		if (!place) continue;
		counts.set(one.type, index + 1);
		places.set(one.id, place);
	}
	return places;
}

function placeOf(one: Pick<Group, 'code' | 'type' | 'circle'>, index: number): ReportPlace | null {
	const shared = (chapter: string): ReportPlace => ({
		chapter,
		order: (index + 1) * 100,
		after: (index + 1) * 100 + 20,
		own: false
	});
	switch (one.type) {
		case 'workingGroup':
			return one.circle === 'ptce'
				? { chapter: groupChapterId(one.code), ...OWN, own: true }
				: null;
		case 'commission':
			return shared('commissions');
		case 'committee':
			return one.circle === 'ptce' ? shared('gouvernance-ptce') : null;
		case 'external':
			return {
				chapter: 'actions',
				order: FIRST_EXTERNAL + index,
				after: FIRST_EXTERNAL + index + 0.5,
				own: false
			};
		default:
			return { chapter: 'gouvernance', ...ASSOCIATION, own: false };
	}
}
