import { expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { spokenDate, spokenHour } from './dated.ts';

test('a day is told with its name, a month without one', () => {
	expect(spokenDate(partialDate('2023-11-30'))).toBe('jeudi 30 novembre 2023');
	expect(spokenDate(partialDate('2023-11'))).toBe('novembre 2023');
	expect(spokenDate(partialDate('2023-T2'))).toBe('2e trimestre 2023');
});

test('a full hour has no minutes', () => {
	expect(spokenHour('14:00')).toBe('14 h');
	expect(spokenHour('09:05')).toBe('9 h 05');
});
