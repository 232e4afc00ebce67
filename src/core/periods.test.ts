import { describe, expect, test } from 'vitest';
import { periodOf } from './periods.ts';

const at = (iso: string) => new Date(iso);

describe('a period of regular work', () => {
	test('of a day begins at its hour, in France', () => {
		expect(periodOf('day', at('2024-03-13T05:59:00Z'), '07:00')).toBe('2024-03-12');
		expect(periodOf('day', at('2024-03-13T06:00:00Z'), '07:00')).toBe('2024-03-13');
		expect(periodOf('day', at('2024-07-13T05:00:00Z'), '07:00')).toBe('2024-07-13');
	});

	test('of a week begins on Monday, and the last days of December may belong to the next year', () => {
		expect(periodOf('week', at('2024-03-11T05:00:00Z'), '07:00')).toBe('2024-W10');
		expect(periodOf('week', at('2024-03-11T06:00:00Z'), '07:00')).toBe('2024-W11');
		expect(periodOf('week', at('2024-12-31T12:00:00Z'))).toBe('2025-W01');
	});

	test('of a month begins on its first day', () => {
		expect(periodOf('month', at('2024-03-01T05:59:00Z'), '07:00')).toBe('2024-02');
		expect(periodOf('month', at('2024-03-01T06:00:00Z'), '07:00')).toBe('2024-03');
	});

	test('of an hour knows the hour that comes twice in autumn', () => {
		const first = periodOf('hour', at('2024-10-27T00:30:00Z'));
		expect(periodOf('hour', at('2024-10-27T01:30:00Z'))).not.toBe(first);
	});

	test('of ten minutes changes every ten minutes', () => {
		expect(periodOf('tenMinutes', at('2024-03-13T11:19:59Z'))).toBe('2024-03-13T11:10Z');
		expect(periodOf('tenMinutes', at('2024-03-13T11:20:00Z'))).toBe('2024-03-13T11:20Z');
	});
});
