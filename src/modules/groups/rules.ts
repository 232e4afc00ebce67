import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';
import type { Audience } from '#core/vocabulary.ts';

/**
 * Who first reads what is said in a body: the bureau, the council and the members for those of the association, its own
 * participants for any other group.
 */
export function readersGathered(row: Record<string, unknown>): Audience {
	const own: Audience = `group:${String(row['code'])}`;
	if (row['circle'] !== 'association') return row['type'] === 'assembly' ? 'members' : own;
	const statutory: Record<string, Audience> = {
		bureau: 'board',
		board: 'council',
		assembly: 'members',
		seminar: 'members'
	};
	return statutory[String(row['type'])] ?? own;
}

/** Whether a group works at some moment of the year; unknown dates do not exclude. */
export function isActiveIn(
	group: { activeFrom: PartialDate | null; activeUntil: PartialDate | null },
	year: number
): boolean {
	const started = !group.activeFrom || boundsOf(group.activeFrom).first <= `${String(year)}-12-31`;
	return (
		started && (!group.activeUntil || boundsOf(group.activeUntil).last >= `${String(year)}-01-01`)
	);
}

/** Whether a group is at work on a day; unknown dates do not exclude. */
export function isOpenGroup(
	group: { activeFrom: PartialDate | null; activeUntil: PartialDate | null },
	day: string
): boolean {
	const started = !group.activeFrom || boundsOf(group.activeFrom).first <= day;
	return started && (!group.activeUntil || boundsOf(group.activeUntil).last >= day);
}

/** A participant is an organisation, a person, or a person for an organisation; never nobody. */
export function participantRefusals(input: {
	organisationId: string | null;
	personId: string | null;
}): Refusal[] {
	if (input.organisationId || input.personId) return [];
	return [
		{
			code: 'nobody',
			field: 'organisationId',
			message: 'Indiquez une organisation ou une personne.'
		}
	];
}

/** A group cannot be born of itself. */
export function lineageRefusals(input: { originId: string; bornId: string }): Refusal[] {
	if (input.originId !== input.bornId) return [];
	return [
		{
			code: 'born-of-itself',
			field: 'bornId',
			message: 'Un groupe ne peut pas naître de lui-même.'
		}
	];
}

/** Whether a road-map item is late on that day. */
export function isLate(item: { state: string; due: PartialDate | null }, today: string): boolean {
	return (
		item.due !== null &&
		item.state !== 'done' &&
		item.state !== 'dropped' &&
		boundsOf(item.due).last < today
	);
}

/** Whether somebody takes part at some moment of the year; unknown dates do not exclude. */
export function takesPartIn(
	line: { from: PartialDate | null; until: PartialDate | null },
	year: number
): boolean {
	return isActiveIn({ activeFrom: line.from, activeUntil: line.until }, year);
}

/** Whether the road map of a year holds an item: its own, those without a year, and earlier ones not finished. */
export function isOnRoadMapOf(item: { year: number | null; state: string }, year: number): boolean {
	if (item.year === null || item.year === year) return true;
	return item.year < year && item.state !== 'done' && item.state !== 'dropped';
}

/** Whether a deliverable is told in a year: dated in it, undated, or still expected. */
export function isDeliverableOf(
	one: { on: PartialDate | null; state: string },
	year: number
): boolean {
	if (one.on === null || isProducedIn(one.on, year)) return true;
	return one.state !== 'produced' && boundsOf(one.on).last > `${String(year)}-12-31`;
}

/** Whether a deliverable of that date counts among those of the year; without a date it does. */
export function isProducedIn(on: PartialDate | null, year: number): boolean {
	return on === null || on.startsWith(String(year));
}
