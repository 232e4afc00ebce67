import type { Block, CalendarBlock, Figure } from '#core/blocks.ts';
import { monthName, precisionOf } from '#core/partial-date.ts';
import type { ChapterPart, Writer } from '#core/server/contract.ts';
import { counted, enumerated } from '#core/words.ts';
import { labelOf } from '#core/vocabulary.ts';
import { groupTitle } from '#modules/groups/index.ts';
import { meetingStates } from '../labels.ts';
import { monthOf } from '../rules.ts';
import { wordsBeside } from '../sentences.ts';
import type { MeetingLine } from './queries.ts';

const TYPES = ['bureau', 'board', 'assembly', 'seminar'] as const;
/** A chart of fewer months says nothing that a sentence does not. */
const FEWEST_MONTHS = 3;

/** The calendar of the bodies of the association: figures, the dates, the months. */
export async function governance(meetings: MeetingLine[], writer: Writer): Promise<ChapterPart[]> {
	const rows = meetings.filter((one) => one.inCalendar);
	if (rows.length === 0) return [];
	const all = await writer.figure('meetings.calendar');
	const byType: Figure[] = [];
	for (const type of TYPES) byType.push(inWords(await writer.figure(`meetings.${type}`)));
	return [
		{
			chapter: 'gouvernance',
			order: 50,
			// A body that never met has no tile: its zero would say less than its absence.
			figures: [all, ...byType.filter((figure) => figure.value)],
			blocks: [
				...(vagueNote(rows) ?? []),
				calendarOf(`Les rendez-vous de l’association en ${String(writer.year)}`, rows),
				...monthChart(meetings)
			]
		}
	];
}

/** "1 réunion": the unit of a figure is a plural. */
function inWords(figure: Figure): Figure {
	return figure.value === 1 ? { ...figure, unit: 'réunion' } : figure;
}

/** The same on one line per meeting: date, title, body. */
export function shortCalendar(caption: string, rows: MeetingLine[]): CalendarBlock {
	const calendar = calendarOf(caption, rows);
	return {
		...calendar,
		entries: calendar.entries.map(({ place: _place, note: _note, ...entry }) => entry)
	};
}

/** Meetings as a calendar block, in the order given. */
function calendarOf(caption: string, rows: MeetingLine[]): CalendarBlock {
	return {
		kind: 'calendar',
		caption,
		entries: rows.map((one) => ({
			date: one.on,
			title: one.title,
			...(one.group ? { body: groupTitle(one.group) } : {}),
			...(one.place ? { place: one.place } : {}),
			href: one.path,
			...noteOf(one)
		}))
	};
}

function noteOf(one: MeetingLine): { note?: string } {
	const notes = [
		wordsBeside(one),
		one.state === 'held' ? null : labelOf(meetingStates, one.state).toLowerCase()
	].filter((note) => note !== null);
	return notes.length > 0 ? { note: notes.join(', ') } : {};
}

function vagueNote(rows: MeetingLine[]): Block[] | null {
	const vague = rows.filter((one) => precisionOf(one.on) !== 'day').length;
	if (vague === 0) return null;
	const text = counted(
		vague,
		'rendez-vous n’est pas connu au jour : il est placé à la fin de sa période',
		'rendez-vous ne sont pas connus au jour : ils sont placés à la fin de leur période'
	);
	return [{ kind: 'paragraph', runs: [`${text}.`] }];
}

/** Meetings of all bodies, month by month; the title says which month was the busiest. */
function monthChart(meetings: MeetingLine[]): Block[] {
	const held = meetings.filter((one) => one.state === 'held');
	const counts = Array.from(
		{ length: 12 },
		(_, index) => held.filter((one) => monthOf(one.on) === index + 1).length
	);
	if (counts.filter((count) => count > 0).length < FEWEST_MONTHS) return [];
	const vague = held.filter((one) => monthOf(one.on) === null).length;
	const aside =
		vague > 0
			? ` ; ${counted(vague, 'autre, dont le mois n’est pas connu, n’y figure pas', 'autres, dont le mois n’est pas connu, n’y figurent pas')}`
			: '';
	return [
		{
			kind: 'chart',
			chart: 'columns',
			title: busiest(counts),
			caption: `Réunions tenues par mois, toutes instances${aside}`,
			series: ['Réunions'],
			unit: 'réunions',
			rows: counts.map((count, index) => ({ label: monthName(index + 1), values: [count] }))
		}
	];
}

function busiest(counts: number[]): string {
	const most = Math.max(...counts);
	const months = counts.flatMap((count, index) => (count === most ? [monthName(index + 1)] : []));
	if (months.length > 3) return `Jamais plus de ${counted(most, 'réunion')} par mois`;
	const names = enumerated(months);
	const start = `${names.charAt(0).toUpperCase()}${names.slice(1)}`;
	return months.length === 1
		? `${start} compte le plus de réunions : ${String(most)}`
		: `${start} comptent le plus de réunions : ${String(most)} chacun`;
}
