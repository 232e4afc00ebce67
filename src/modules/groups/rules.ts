import type { Refusal } from '#core/errors.ts';
import { boundsOf, type PartialDate } from '#core/partial-date.ts';

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
