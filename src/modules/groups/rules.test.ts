import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import {
	isActiveIn,
	isDeliverableOf,
	isLate,
	isOnRoadMapOf,
	isProducedIn,
	lineageRefusals,
	participantRefusals,
	takesPartIn
} from './rules.ts';

const from = (start: string | null, end: string | null) => ({
	activeFrom: start ? partialDate(start) : null,
	activeUntil: end ? partialDate(end) : null
});

describe('a group in a year', () => {
	it('works when nothing is known of its dates', () => {
		expect(isActiveIn(from(null, null), 2023)).toBe(true);
	});
	it('works until the last day of its last year', () => {
		expect(isActiveIn(from('2021', '2023-01-01'), 2023)).toBe(true);
		expect(isActiveIn(from('2021', '2022'), 2023)).toBe(false);
	});
	it('works from the first day it may have started', () => {
		expect(isActiveIn(from('2023-12-31', null), 2023)).toBe(true);
		expect(isActiveIn(from('2024-01', null), 2023)).toBe(false);
	});
	it('that works in two years works in each year between', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1990, max: 2050 }),
				fc.nat({ max: 20 }),
				fc.nat({ max: 20 }),
				(start, length, offset) => {
					const group = from(String(start), String(start + length));
					return isActiveIn(group, start + offset) === offset <= length;
				}
			)
		);
	});
});

describe('a participant', () => {
	it('is an organisation, a person, or both', () => {
		expect(participantRefusals({ organisationId: 'a', personId: null })).toEqual([]);
		expect(participantRefusals({ organisationId: null, personId: 'b' })).toEqual([]);
		expect(participantRefusals({ organisationId: null, personId: null })[0]?.code).toBe('nobody');
	});
	it('who left before the year is no longer of it', () => {
		expect(takesPartIn({ from: null, until: partialDate('2022') }, 2023)).toBe(false);
		expect(takesPartIn({ from: null, until: null }, 2023)).toBe(true);
	});
});

it('a group cannot be born of itself', () => {
	expect(lineageRefusals({ originId: 'a', bornId: 'b' })).toEqual([]);
	expect(lineageRefusals({ originId: 'a', bornId: 'a' })).toHaveLength(1);
});

describe('a point of the road map', () => {
	it('is late the day after its last possible day', () => {
		const may = { state: 'todo', due: partialDate('2024-05') };
		expect(isLate(may, '2024-05-31')).toBe(false);
		expect(isLate(may, '2024-06-01')).toBe(true);
	});
	it('is never late once done or dropped', () => {
		const due = partialDate('2020');
		expect(isLate({ state: 'done', due }, '2024-01-01')).toBe(false);
		expect(isLate({ state: 'dropped', due }, '2024-01-01')).toBe(false);
		expect(isLate({ state: 'todo', due: null }, '2024-01-01')).toBe(false);
	});
	it('stays on the map of the following years until it is settled', () => {
		expect(isOnRoadMapOf({ year: 2022, state: 'doing' }, 2023)).toBe(true);
		expect(isOnRoadMapOf({ year: 2022, state: 'done' }, 2023)).toBe(false);
		expect(isOnRoadMapOf({ year: 2024, state: 'todo' }, 2023)).toBe(false);
		expect(isOnRoadMapOf({ year: null, state: 'unknown' }, 2023)).toBe(true);
	});
});

describe('a deliverable', () => {
	it('without a date counts in the year', () => {
		expect(isProducedIn(null, 2023)).toBe(true);
		expect(isProducedIn(partialDate('2022-12-31'), 2023)).toBe(false);
	});
	it('expected next year is told; produced last year is not', () => {
		expect(isDeliverableOf({ on: partialDate('2024-03'), state: 'planned' }, 2023)).toBe(true);
		expect(isDeliverableOf({ on: partialDate('2022'), state: 'produced' }, 2023)).toBe(false);
		expect(isDeliverableOf({ on: partialDate('2022'), state: 'planned' }, 2023)).toBe(false);
	});
});
