import type { Block, CalendarBlock, Figure, Inline } from '#core/blocks.ts';
import { monthName } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { groupChapterId } from '#modules/groups/index.ts';
import { isInYear, monthOf } from '../rules.ts';
import {
	meetingBlocks,
	outcomeBlocks,
	type Agenda,
	type Links,
	type Outcomes
} from './meeting-blocks.ts';
import {
	listAgenda,
	listLinks,
	listMeetings,
	listYearOutcomes,
	type MeetingLine
} from './queries.ts';

/** The governance calendar, the meetings of each body where it is told, and all of them in an annex. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const { year } = writer;
		const all = await listMeetings(ctx, {
			from: `${String(year)}-01-01`,
			to: `${String(year + 1)}-12-31`
		});
		const inYear = all.filter((one) => isInYear(one.on, year));
		const ids = all.map((one) => one.id);
		const material = {
			agenda: await listAgenda(ctx, ids),
			links: await listLinks(ctx, ids),
			outcomes: await listYearOutcomes(ctx)
		};
		return [
			...(await governance(inYear, writer)),
			...bodyParts(ctx, all, material),
			...annex(inYear)
		];
	}
};

async function governance(meetings: MeetingLine[], writer: Writer): Promise<ChapterPart[]> {
	const rows = meetings.filter((one) => one.inCalendar);
	if (rows.length === 0) return [];
	const figures: Figure[] = [];
	for (const id of [
		'meetings.calendar',
		'meetings.bureau',
		'meetings.board',
		'meetings.assembly',
		'meetings.seminar'
	])
		figures.push(await writer.figure(id));
	return [
		{
			chapter: 'gouvernance',
			order: 50,
			figures,
			blocks: [
				calendarOf(`Les rendez-vous de l’association en ${String(writer.year)}`, rows),
				...monthChart(meetings)
			]
		}
	];
}

function calendarOf(caption: string, rows: MeetingLine[]): CalendarBlock {
	return {
		kind: 'calendar',
		caption,
		entries: rows.map((one) => ({
			date: one.on,
			title: one.title,
			...(one.group ? { body: one.group.number ?? one.group.name } : {}),
			...(one.place ? { place: one.place } : {}),
			href: one.path,
			...(one.saidDate ? { note: one.saidDate } : {})
		}))
	};
}

function monthChart(meetings: MeetingLine[]): Block[] {
	const held = meetings.filter((one) => one.state === 'held');
	const counts = Array.from(
		{ length: 12 },
		(_, index) => held.filter((one) => monthOf(one.on) === index + 1).length
	);
	const vague = held.filter((one) => monthOf(one.on) === null).length;
	const most = Math.max(...counts);
	if (most === 0) return [];
	const busiest = counts.flatMap((count, index) => (count === most ? [monthName(index + 1)] : []));
	return [
		{
			kind: 'chart',
			chart: 'columns',
			title: `Le plus de réunions en ${busiest.join(' et ')} : ${String(most)}`,
			caption: `Réunions tenues par mois, toutes instances${vague > 0 ? ` ; ${counted(vague, 'réunion dont le mois n’est pas connu n’y est pas', 'réunions dont le mois n’est pas connu n’y sont pas')}` : ''}`,
			series: ['Réunions'],
			unit: 'réunions',
			rows: counts.map((count, index) => ({ label: monthName(index + 1), values: [count] }))
		}
	];
}

/** Meetings, decisions and actions in the chapter of their body. */
function bodyParts(
	_ctx: Context,
	all: MeetingLine[],
	material: { agenda: Agenda; links: Links; outcomes: Outcomes }
): ChapterPart[] {
	const byGroup = Map.groupBy(
		all.filter((one) => one.groupId !== null && !one.inCalendar),
		(one) => one.groupId ?? ''
	);
	const groupIds = new Set([
		...byGroup.keys(),
		...material.outcomes.decisions.flatMap((one) => one.groupId ?? [])
	]);
	return [...groupIds].flatMap((groupId): ChapterPart[] => {
		const meetings = byGroup.get(groupId) ?? [];
		const own = meetings[0]?.group ?? all.find((one) => one.groupId === groupId)?.group;
		const chapter = own ? chapterOf(own) : null;
		if (!own || !chapter) return [];
		const blocks = [
			...meetings.flatMap((one) => meetingBlocks(one, material)),
			...outcomeBlocks(
				material.outcomes.decisions.filter((one) => one.groupId === groupId),
				material.outcomes.actions.filter((one) => one.groupId === groupId)
			)
		];
		return blocks.length > 0
			? [
					{
						chapter,
						order: orderOf(own),
						blocks: [
							{
								kind: 'heading',
								level: 3,
								text: `Réunions — ${own.number ?? own.name}`,
								id: `reunions-${own.code}`
							},
							...blocks
						]
					}
				]
			: [];
	});
}

function chapterOf(own: { code: string; type: string; circle: string }): string | null {
	if (own.type === 'workingGroup') return own.circle === 'ptce' ? groupChapterId(own.code) : null;
	if (own.type === 'committee') return 'gouvernance-ptce';
	if (own.type === 'commission') return 'commissions';
	return own.type === 'external' ? 'actions' : 'gouvernance';
}

/** After the sheets of all bodies of a shared chapter; in a group's own chapter, after its own work. */
function orderOf(own: { type: string }): number {
	return own.type === 'workingGroup' ? 300 : 580;
}

function annex(rows: MeetingLine[]): ChapterPart[] {
	return rows.length > 0
		? [
				{
					chapter: 'calendrier',
					order: 10,
					blocks: [calendarOf('Toutes les réunions de l’année, dans l’ordre des dates', rows)]
				}
			]
		: [];
}
