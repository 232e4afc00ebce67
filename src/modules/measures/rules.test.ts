import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import type { Qualifier } from '#core/quantity.ts';
import { drops, gainOf, isOfYear, lastReading } from './rules.ts';
import { atDate, gainText, valueText } from './sentences.ts';

const reading = (on: string, value: number, qualifier: Qualifier = 'exact') => ({
	on: partialDate(on),
	value: { value, qualifier }
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

test('a reading of a month or a quarter is of its year, one that runs over the year is not', () => {
	expect(
		['2023', '2023-12', '2023-T1', '2022-12-31'].map((on) => isOfYear(reading(on, 1), 2023))
	).toEqual([true, true, true, false]);
});

describe('the gain of a year', () => {
	const half = [reading('2023-06-30', 737), reading('2023-12-31', 1016)];

	test('goes from the last reading of the year before, or else from the first of the year', () => {
		expect(gainOf(half, 2023)?.gain).toEqual({ value: 279, qualifier: 'exact' });
		expect(gainOf([reading('2022-12', 500), ...half], 2023)?.gain.value).toBe(516);
		expect(gainOf([...half, reading('2024-06', 2000)], 2023)?.gain.value).toBe(279);
	});

	test('needs two readings, and is no more exact than they are', () => {
		expect(gainOf([reading('2023-12-31', 1016)], 2023)).toBeNull();
		expect(gainOf(half, 2024)).toBeNull();
		expect(gainOf([reading('2023-01', 700, 'about'), ...half], 2023)?.gain.qualifier).toBe('about');
		expect(gainOf([reading('2023-01', 700, 'range'), ...half], 2023)).toBeNull();
	});

	test('is the last less the first, in whatever order they come', () => {
		const values = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 2, maxLength: 12 });
		fc.assert(
			fc.property(values, fc.boolean(), (list, reversed) => {
				const readings = list.map((value, month) =>
					reading(`2023-${String(month + 1).padStart(2, '0')}`, value)
				);
				const expected = (list.at(-1) ?? 0) - (list[0] ?? 0);
				const given = reversed ? [...readings].reverse() : readings;
				expect(gainOf(given, 2023)?.gain.value).toBe(expected);
			})
		);
	});
});

describe('a reading in words', () => {
	test('says its day, its month or its year', () => {
		expect(
			['2023-12-31', '2023-12', '2023', '2023-T2'].map((on) => atDate(partialDate(on)))
		).toEqual(['au 31 décembre 2023', 'en décembre 2023', 'en 2023', 'au 2e trimestre 2023']);
	});

	test('keeps the words of the document when they are not exact', () => {
		expect(valueText('abonnés', reading('2023', 5).value, '5 abonnés')).toBe('5 abonnés');
		expect(valueText('supports', reading('2023', 150, 'atLeast').value, '150+')).toBe(
			'plus de 150 supports (écrit « 150+ »)'
		);
	});

	test('tells more, less or as much', () => {
		const since = partialDate('2023-06-30');
		const text = (value: number) => gainText({ value, qualifier: 'exact' }, since);
		expect([text(279), text(-3), text(0)]).toEqual([
			'279 de plus qu’au 30 juin 2023',
			'3 de moins qu’au 30 juin 2023',
			'autant qu’au 30 juin 2023'
		]);
		expect(gainText({ value: 20, qualifier: 'about' }, partialDate('2022'))).toBe(
			'près de 20 de plus qu’en 2022'
		);
	});
});
