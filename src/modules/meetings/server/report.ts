import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { AFTER_GROUP, listReportPlaces, type ReportPlace } from '#modules/groups/index.ts';
import { isInYear } from '../rules.ts';
import { governance, shortCalendar } from './governance.ts';
import { listMaterial, type Material } from './material.ts';
import { outcomeBlocks } from './meeting-blocks.ts';
import { listOutcomes, type Outcomes } from './outcomes.ts';
import { listMeetings, type MeetingLine } from './queries.ts';
import { toldMeetings } from './told-meetings.ts';

interface Told {
	meetings: MeetingLine[];
	material: Material;
	outcomes: Outcomes;
	places: Map<string, ReportPlace>;
}

/** The governance calendar, the meetings of each body where it is told, and all of them in an annex. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const told = await gather(ctx, writer.year);
		const inYear = told.meetings.filter((one) => isInYear(one.on, writer.year));
		return [...(await governance(inYear, writer)), ...bodies(told), ...annex(inYear, told)];
	}
};

/** Meetings of the year, and those announced for the next one. */
async function gather(ctx: Context, year: number): Promise<Told> {
	const all = await listMeetings(ctx, {
		from: `${String(year)}-01-01`,
		to: `${String(year + 1)}-12-31`
	});
	const meetings = all.filter((one) => isInYear(one.on, year) || one.state === 'planned');
	const places = await listReportPlaces(ctx, year);
	return {
		meetings,
		material: await listMaterial(
			ctx,
			meetings.map((one) => one.id)
		),
		outcomes: yearOutcomes(await listOutcomes(ctx), year),
		places
	};
}

/** Decisions dated in the year or undated; actions still open, or due in the year. */
function yearOutcomes(all: Outcomes, year: number): Outcomes {
	return {
		decisions: all.decisions.filter((one) => one.takenOn === null || isInYear(one.takenOn, year)),
		actions: all.actions.filter(
			(one) => one.due === null || isInYear(one.due, year) || ['todo', 'doing'].includes(one.state)
		)
	};
}

/** In the chapter of each body: its meetings with what there is to tell, its decisions, its actions. */
function bodies(told: Told): ChapterPart[] {
	const parts: ChapterPart[] = [];
	for (const [groupId, place] of told.places) {
		const blocks = bodyBlocks(groupId, place, told);
		if (blocks.length > 0)
			parts.push({
				chapter: place.chapter,
				order: place.after + AFTER_GROUP.meetings,
				blocks
			});
	}
	return parts;
}

function bodyBlocks(groupId: string, place: ReportPlace, told: Told): Block[] {
	const meetings = told.meetings.filter(
		(one) => one.groupId === groupId && (!one.inCalendar || hasMore(one, told.material))
	);
	return [
		...toldMeetings(meetings, told.material, place.told),
		...outcomeBlocks(
			told.outcomes.decisions
				.filter((one) => one.groupId === groupId)
				// The group's own text of the year gives the reasons.
				.map((one) => (place.told ? { ...one, text: null } : one)),
			told.outcomes.actions.filter((one) => one.groupId === groupId)
		)
	];
}

/** A row of the calendar is told again only if it holds more than its line. */
function hasMore(one: MeetingLine, material: Material): boolean {
	return (
		one.summary !== null ||
		one.participants !== null ||
		[material.agenda, material.attendance, material.links].some((list) =>
			list.some((line) => line.meetingId === one.id)
		)
	);
}

/** Every meeting of the year in date order, one line each, then those that no chapter tells. */
function annex(meetings: MeetingLine[], told: Told): ChapterPart[] {
	if (meetings.length === 0) return [];
	const homeless = meetings.filter(
		(one) => (!one.groupId || !told.places.has(one.groupId)) && hasMore(one, told.material)
	);
	return [
		{
			chapter: 'calendrier',
			order: 10,
			blocks: [
				shortCalendar('Toutes les réunions de l’année, dans l’ordre des dates', meetings),
				...toldMeetings(homeless, told.material, false)
			]
		}
	];
}
