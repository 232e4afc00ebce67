import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	formatQuantity,
	parseQuantity,
	spellQuantity,
	writeQuantity,
	type Quantity
} from './quantity.ts';

test.each([
	['20', '20'],
	['~80', 'près de 80'],
	['150+', 'plus de 150'],
	['+30', 'plus de 30'],
	['>=1000', 'plus de 1 000'],
	['2..3', 'de 2 à 3'],
	['près de 80', 'près de 80'],
	['environ 80', 'près de 80'],
	['au moins 1 000', 'plus de 1 000'],
	['de 5 à 10', 'de 5 à 10'],
	['5 à 10', 'de 5 à 10'],
	['300 000', '300 000'],
	['0,5', '0,5']
])('%s is told as "%s"', (typed, told) => {
	const quantity = parseQuantity(typed);
	expect(quantity && formatQuantity(quantity).replace(/[\u202f\u00a0]/g, ' ')).toBe(told);
});

test.each(['une dizaine', 'de 5', 'près de', '5 à 3', '', '~', '3..2', '+3+', '1-2'])(
	'"%s" is no quantity',
	(typed) => {
		expect(parseQuantity(typed)).toBeNull();
	}
);

test('a quantity survives writing and reading', () => {
	const quantity: fc.Arbitrary<Quantity> = fc.oneof(
		fc.record({
			value: fc.nat(),
			qualifier: fc.constantFrom('exact' as const, 'about' as const, 'atLeast' as const)
		}),
		fc
			.tuple(fc.nat(1000), fc.integer({ min: 1, max: 1000 }))
			.map(([value, more]) => ({ value, qualifier: 'range' as const, upTo: value + more }))
	);
	fc.assert(
		fc.property(quantity, (one) => {
			expect(parseQuantity(writeQuantity(one))).toEqual(one);
			expect(parseQuantity(spellQuantity(one))).toEqual(one);
		})
	);
});
