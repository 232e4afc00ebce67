import { expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { drops, lastReading } from './rules.ts';

const reading = (on: string, value: number) => ({
	on: partialDate(on),
	value: { value, qualifier: 'exact' as const }
});

test('a figure of 2023 is its last reading known on 31 December', () => {
	const readings = [
		reading('2024-02', 1100),
		reading('2023-12-31', 1016),
		reading('2023-06-30', 737)
	];
	expect(lastReading(readings, 2023)?.value.value).toBe(1016);
	expect(lastReading(readings, 2022)).toBeNull();
});

test('a running total that goes down is seen', () => {
	expect(drops([reading('2023-06', 10), reading('2023-01', 12)])).toHaveLength(1);
	expect(drops([reading('2023-01', 10), reading('2023-06', 10)])).toEqual([]);
});
