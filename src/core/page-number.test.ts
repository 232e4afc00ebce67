import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageNumber } from './page-number.ts';

test('a page is a number that a list can count to, whatever the address says', () => {
	const hostile = fc.constantFrom('99999999999999999999', '1e309', '-3', '1.5', 'NaN', '0x10', ' ');
	fc.assert(
		fc.property(fc.oneof(hostile, fc.string(), fc.double().map(String)), (page) => {
			const asked = pageNumber(new URLSearchParams({ page }));
			expect(Number.isInteger(asked) && asked >= 1 && asked <= 10_000).toBe(true);
		})
	);
	expect(pageNumber(new URLSearchParams('page=12'))).toBe(12);
});
