import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import {
	attendanceRefusals,
	hoursRefusals,
	isForgotten,
	isInYear,
	isWeekend,
	monthOf,
	outOfOrder,
	parentRank,
	sameDayMeetings
} from './rules.ts';

describe('the hours of a meeting', () => {
	it('may be unknown, or have a start alone', () => {
		expect(hoursRefusals({ startTime: null, endTime: null })).toEqual([]);
		expect(hoursRefusals({ startTime: '14:00', endTime: null })).toEqual([]);
	});
	it('cannot end before they start, nor at the same minute, nor without a start', () => {
		expect(hoursRefusals({ startTime: '14:00', endTime: '13:59' })[0]?.code).toBe('hours-reversed');
		expect(hoursRefusals({ startTime: '14:00', endTime: '14:00' })).toHaveLength(1);
		expect(hoursRefusals({ startTime: null, endTime: '14:00' })[0]?.code).toBe('end-without-start');
	});
});

describe('a line of attendance', () => {
	const line = { personId: 'a', organisationId: null, mode: 'present', proxyToId: null };
	it('names somebody', () => {
		expect(attendanceRefusals(line)).toEqual([]);
		expect(attendanceRefusals({ ...line, personId: null })[0]?.code).toBe('nobody');
		expect(attendanceRefusals({ ...line, personId: null, organisationId: 'o' })).toEqual([]);
	});
	it('that gives a proxy says so in its mode', () => {
		expect(attendanceRefusals({ ...line, proxyToId: 'b' })[0]?.code).toBe('proxy-mode');
		expect(attendanceRefusals({ ...line, proxyToId: 'b', mode: 'proxy' })).toEqual([]);
	});
});

describe('a vague date', () => {
	it('counts in its month when the month is known, and nowhere otherwise', () => {
		expect(monthOf(partialDate('2023-01'))).toBe(1);
		expect(monthOf(partialDate('2023-12-31'))).toBe(12);
		expect(monthOf(partialDate('2023-T2'))).toBeNull();
		expect(monthOf(partialDate('2023'))).toBeNull();
	});
	it('belongs to its year', () => {
		expect(isInYear(partialDate('2023-S2'), 2023)).toBe(true);
		expect(isInYear(partialDate('2024-01-01'), 2023)).toBe(false);
	});
	it('is never a Sunday', () => {
		expect(isWeekend(partialDate('2023-09-10'))).toBe(true);
		expect(isWeekend(partialDate('2023-09-08'))).toBe(false);
		expect(isWeekend(partialDate('2023-09'))).toBe(false);
	});
});

describe('a printed calendar', () => {
	const row = (on: string, sourceRank: number | null) => ({ on: partialDate(on), sourceRank });
	it('whose rows go back in time is told, pair by pair', () => {
		const [late, early] = [row('2023-09-18', 9), row('2023-09-09', 10)];
		expect(outOfOrder([early, late])).toEqual([[late, early]]);
	});
	it('a row known to the month only does not accuse its neighbours', () => {
		expect(outOfOrder([row('2023-02-07', 1), row('2023-02', 2), row('2023-03-01', 3)])).toEqual([]);
	});
	it('sorted by date is never accused', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 20 }), (days) => {
				const rows = [...days]
					.sort((a, b) => a - b)
					.map((day, index) => row(`2023-05-${String(day).padStart(2, '0')}`, index));
				return outOfOrder(rows).length === 0;
			})
		);
	});
});

it('an item of the agenda belongs to the one its rank begins with', () => {
	expect(parentRank('2.1')).toBe('2');
	expect(parentRank('2.1.3')).toBe('2.1');
	expect(parentRank('2')).toBeNull();
});

it('one body on one known day makes a pair; two bodies do not, nor two vague dates', () => {
	const one = (groupId: string | null, on: string) => ({ groupId, on: partialDate(on) });
	expect(sameDayMeetings([one('a', '2023-05-02'), one('a', '2023-05-02')])).toHaveLength(1);
	expect(sameDayMeetings([one('a', '2023-05-02'), one('b', '2023-05-02')])).toEqual([]);
	expect(sameDayMeetings([one('a', '2023-05'), one('a', '2023-05')])).toEqual([]);
	expect(sameDayMeetings([one(null, '2023-05-02'), one(null, '2023-05-02')])).toEqual([]);
});

it('a planned meeting is forgotten once its last possible day is past', () => {
	const march = { state: 'planned', on: partialDate('2024-03') };
	expect(isForgotten(march, '2024-03-31')).toBe(false);
	expect(isForgotten(march, '2024-04-01')).toBe(true);
	expect(isForgotten({ ...march, state: 'cancelled' }, '2024-04-01')).toBe(false);
});
