import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { isOpenOn, isSiret, nameDistance, periodRefusals } from './rules.ts';

const period = (from: string | null, until: string | null) => ({
	from: from ? partialDate(from) : null,
	until: until ? partialDate(until) : null
});

describe('a membership or a mandate', () => {
	test('without dates counts as open: the documents give few', () => {
		expect(isOpenOn(period(null, null), '2023-12-31')).toBe(true);
	});

	test('ended yesterday is over today', () => {
		expect(isOpenOn(period('2020', '2023-12-30'), '2023-12-31')).toBe(false);
		expect(isOpenOn(period('2020', '2023-12-31'), '2023-12-31')).toBe(true);
	});

	test('that starts tomorrow is not open today', () => {
		expect(isOpenOn(period('2024-01-01', null), '2023-12-31')).toBe(false);
	});

	test('cannot end before it starts', () => {
		expect(periodRefusals(period('2023-09', '2023-08'))).toHaveLength(1);
		expect(periodRefusals(period('2023-09', '2023-09'))).toEqual([]);
	});
});

describe('a SIRET', () => {
	test('has fourteen digits and a right key; La Poste has its own', () => {
		expect(isSiret('732 829 320 00074')).toBe(true);
		expect(isSiret('732 829 320 00075')).toBe(false);
		expect(isSiret('7328293200007')).toBe(false);
		expect(isSiret('35600000000048')).toBe(true);
	});

	test('with one wrong digit is refused', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
				const digits = [...'73282932000074'];
				digits[at] = String((Number(digits[at]) + more) % 10);
				expect(isSiret(digits.join(''))).toBe(false);
			})
		);
	});
});

test('two spellings of a name are near, accents apart', () => {
	expect(nameDistance('Éric Véron', 'Eric Veron')).toBe(0);
	expect(nameDistance('Mauro Mazzota', 'Mauro Mazzotta')).toBe(1);
	expect(nameDistance('Philippe Mixe', 'Philippe Mize')).toBe(1);
});
