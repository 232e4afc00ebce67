import type { Block, CalendarBlock } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import {
	groupTitle,
	listGroupNames,
	listReportPlaces,
	type GroupName,
	type ReportPlace
} from '#modules/groups/index.ts';
import { isInYear } from '../rules.ts';
import { calendarOf, governance } from './governance.ts';
import { listMaterial, type Material } from './material.ts';
import { meetingBlocks, outcomeBlocks } from './meeting-blocks.ts';
import { metricOf } from './metrics.ts';
import { listOutcomes, type Outcomes } from './outcomes.ts';
import { listMeetings, type MeetingLine } from './queries.ts';

interface Told {
	meetings: MeetingLine[];
	material: Material;
	outcomes: Outcomes;
	places: Map<string, ReportPlace>;
	names: Map<string, GroupName>;
}

/** The governance calendar, the meetings of each body where it is told, and all of them in an annex. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const told = await gather(ctx, writer.year);
		const inYear = told.meetings.filter((one) => isInYear(one.on, writer.year));
		return [
			...(await governance(inYear, writer)),
			...(await bodies(told, writer)),
			...annex(inYear, told)
		];
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
		places,
		names: await listGroupNames(ctx, [...places.keys()])
	};
}

/** Decisions dated in the year or undated; actions still open, or due in the year. */
function yearOutcomes(all: Outcomes, year: number): Outcomes {
	return {
		decisions: all.decisions.filter((one) => one.on === null || isInYear(one.on, year)),
		actions: all.actions.filter(
			(one) => one.due === null || isInYear(one.due, year) || ['todo', 'doing'].includes(one.state)
		)
	};
}

/** In the chapter of each body: its meetings with what there is to tell, its decisions, its actions. */
async function bodies(told: Told, writer: Writer): Promise<ChapterPart[]> {
	const parts: ChapterPart[] = [];
	for (const [groupId, place] of told.places) {
		const name = told.names.get(groupId);
		if (!name) continue;
		const blocks = bodyBlocks(groupId, name, place, told);
		const figure = place.own ? await writer.figure(metricOf(name.code)) : null;
		const figures = figure?.value ? [{ ...figure, label: 'Réunions enregistrées' }] : [];
		if (blocks.length > 0)
			parts.push({ chapter: place.chapter, order: place.after, figures, blocks });
	}
	return parts;
}

function bodyBlocks(groupId: string, name: GroupName, place: ReportPlace, told: Told): Block[] {
	const meetings = told.meetings.filter(
		(one) => one.groupId === groupId && (!one.inCalendar || hasMore(one, told.material))
	);
	const decisions = told.outcomes.decisions.filter((one) => one.groupId === groupId);
	const actions = told.outcomes.actions.filter((one) => one.groupId === groupId);
	const blocks = [
		...meetings.flatMap((one) => meetingBlocks(one, told.material)),
		...outcomeBlocks(decisions, actions)
	];
	return blocks.length > 0
		? [heading(name, place, meetings.length, decisions.length + actions.length), ...blocks]
		: [];
}

function heading(name: GroupName, place: ReportPlace, met: number, outcomes: number): Block {
	const what = [met > 0 ? 'Réunions' : '', outcomes > 0 ? 'décisions et actions' : '']
		.filter(Boolean)
		.join(', ');
	const text = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
	return {
		kind: 'heading',
		level: place.own ? 2 : 3,
		text: place.own ? text : `${text} — ${name.number ?? name.name}`,
		id: `reunions-${name.code}`
	};
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

/** Every meeting of the year in date order, then those that no chapter tells. */
function annex(meetings: MeetingLine[], told: Told): ChapterPart[] {
	if (meetings.length === 0) return [];
	const homeless = meetings.filter(
		(one) => (!one.groupId || !told.places.has(one.groupId)) && hasMore(one, told.material)
	);
	const calendar: CalendarBlock = calendarOf(
		'Toutes les réunions de l’année, dans l’ordre des dates',
		meetings
	);
	return [
		{
			chapter: 'calendrier',
			order: 10,
			blocks: [
				calendar,
				...homeless.flatMap((one) => [
					...(one.group
						? [{ kind: 'paragraph' as const, runs: [`${groupTitle(one.group)} :`] }]
						: []),
					...meetingBlocks(one, told.material)
				])
			]
		}
	];
}
