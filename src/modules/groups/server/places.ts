import type { Context } from '#core/server/context.ts';
import { groupChapterId } from '../paths.ts';
import { listGroups, listGroupWork, type Group } from './queries.ts';

/** Where the annual report tells of a group. */
export interface ReportPlace {
	chapter: string;
	/** Order of the group's own part. */
	order: number;
	/** Order of what other modules add to it: after its own part, before the next group. */
	after: number;
	/** The chapter is the group's own: headings start at 2, and at 3 in a shared chapter. */
	own: boolean;
	/** The group wrote its year: what others add is names, dates and states, not the story again. */
	told: boolean;
}

/** What each module adds to `after`, so that a group reads in the same order everywhere. */
export const AFTER_GROUP = {
	texts: 0,
	meetings: 10,
	projects: 20,
	supports: 30,
	fundings: 40
} as const;

/** Orders of the parts of a working group's own chapter. */
const OWN = { order: 10, after: 300 };
const ASSOCIATION = { order: 100, after: 120 };

/** Place of each group active in the year that the actor may read; a group without any is not in the map. */
export async function listReportPlaces(
	ctx: Context,
	year: number
): Promise<Map<string, ReportPlace>> {
	const groups = await listGroups(ctx, year);
	const { sheets } = await listGroupWork(
		ctx,
		groups.map((one) => one.id),
		year
	);
	return placesOf(groups, toldBy(sheets));
}

/** Groups that wrote something of their year. */
export function toldBy(
	sheets: { groupId: string; context: unknown; activities: unknown; prospects: unknown }[]
): Set<string> {
	return new Set(
		sheets.flatMap((one) => ((one.context ?? one.activities ?? one.prospects) ? [one.groupId] : []))
	);
}

/** The same for groups already read, in the order of the collective. */
export function placesOf(
	groups: Pick<Group, 'id' | 'code' | 'type' | 'circle'>[],
	told: ReadonlySet<string>
): Map<string, ReportPlace> {
	const places = new Map<string, ReportPlace>();
	const counts = new Map<string, number>();
	for (const one of groups) {
		const index = counts.get(one.type) ?? 0;
		const place = placeOf(one, index);
		if (!place) continue;
		counts.set(one.type, index + 1);
		places.set(one.id, { ...place, told: told.has(one.id) });
	}
	return places;
}

function placeOf(
	one: Pick<Group, 'code' | 'type' | 'circle'>,
	index: number
): Omit<ReportPlace, 'told'> | null {
	const shared = (chapter: string) => ({
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
			return shared('actions');
		default:
			return { chapter: 'gouvernance', ...ASSOCIATION, own: false };
	}
}
