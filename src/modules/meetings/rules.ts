import { Temporal } from 'temporal-polyfill';
import type { Refusal } from '#core/errors.ts';
import {
	boundsOf,
	comparePartialDates,
	precisionOf,
	type PartialDate
} from '#core/partial-date.ts';
import type { Audience } from '#core/vocabulary.ts';
import type { AttendanceMode, MeetingType } from './labels.ts';

/** Modes of somebody who was not there: their name and why are for a body at most. */
export const AWAY: readonly AttendanceMode[] = ['excused', 'absent', 'proxy'];

/** Who first reads a meeting that no group holds, by its sort: those whom it is about, the public for what invites everybody. */
export const READERS_BY_TYPE: Readonly<Record<MeetingType, Audience>> = {
	bureau: 'board',
	board: 'council',
	assembly: 'members',
	seminar: 'members',
	committee: 'team',
	commission: 'members',
	workingGroup: 'members',
	encounter: 'team',
	learningVisit: 'members',
	event: 'members',
	publicSession: 'public'
};

/** The body that some sorts of meetings name: it reads them first, whatever group they are noted under. */
export const BODY_BY_TYPE: Readonly<Partial<Record<MeetingType, Audience>>> = {
	bureau: 'board',
	board: 'council'
};

/** A meeting ends after it starts, and an end has a start. */
export function hoursRefusals(input: {
	startTime: string | null;
	endTime: string | null;
}): Refusal[] {
	if (!input.endTime) return [];
	if (!input.startTime)
		return [
			{
				code: 'end-without-start',
				field: 'startTime',
				message: 'Il y a une heure de fin sans heure de début : ajoutez le début.'
			}
		];
	if (input.startTime < input.endTime) return [];
	return [
		{
			code: 'hours-reversed',
			field: 'endTime',
			message: 'L’heure de fin précède l’heure de début : corrigez l’une des deux.'
		}
	];
}

/** An attendance row names a person, an organisation, or a person for an organisation. */
export function attendanceRefusals(input: {
	personId: string | null;
	organisationId: string | null;
	mode: string;
	proxyToId: string | null;
}): Refusal[] {
	if (!input.personId && !input.organisationId)
		return [
			{ code: 'nobody', field: 'personId', message: 'Indiquez une personne ou une organisation.' }
		];
	if (input.proxyToId && input.mode !== 'proxy')
		return [
			{
				code: 'proxy-mode',
				field: 'mode',
				message: 'Un pouvoir est donné : le mode doit être « pouvoir ».'
			}
		];
	return [];
}

/** Month 1 to 12 of a date known to the month at least; `null` for a vaguer one. */
export function monthOf(date: PartialDate): number | null {
	const precision = precisionOf(date);
	return precision === 'day' || precision === 'month' ? Number(date.slice(5, 7)) : null;
}

/** Saturday or Sunday, for a day; a vaguer date is never one. */
export function isWeekend(date: PartialDate): boolean {
	return precisionOf(date) === 'day' && Temporal.PlainDate.from(date).dayOfWeek > 5;
}

/** Rows of a printed table whose exact dates go back in time compared with the row before. */
export function outOfOrder<T extends { on: PartialDate; sourceRank: number | null }>(
	rows: T[]
): [T, T][] {
	const ranked = rows
		.filter((row) => row.sourceRank !== null && precisionOf(row.on) === 'day')
		.sort((a, b) => (a.sourceRank ?? 0) - (b.sourceRank ?? 0));
	return ranked.slice(1).flatMap((row, index): [T, T][] => {
		const before = ranked[index];
		return before && comparePartialDates(before.on, row.on) > 0 ? [[before, row]] : [];
	});
}

/** "2.1" is inside "2". */
export function parentRank(rank: string): string | null {
	const cut = rank.lastIndexOf('.');
	return cut > 0 ? rank.slice(0, cut) : null;
}

/** Whether a date falls in a year, whatever its precision. */
export function isInYear(date: PartialDate, year: number): boolean {
	return boundsOf(date).first.startsWith(String(year));
}

/** Meetings of one body on the same known day, at least two each time. */
export function sameDayMeetings<T extends { groupId: string | null; on: PartialDate }>(
	meetings: T[]
): T[][] {
	const known = meetings.filter((one) => one.groupId !== null && precisionOf(one.on) === 'day');
	return [...Map.groupBy(known, (one) => `${one.groupId ?? ''} ${one.on}`).values()].filter(
		(own) => own.length > 1
	);
}

/** Whether a planned meeting should have been held by that day. */
export function isForgotten(meeting: { state: string; on: PartialDate }, today: string): boolean {
	return meeting.state === 'planned' && boundsOf(meeting.on).last < today;
}
