import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from './formulas.ts';

test.each(['=1+1', '+3 postes', '-liste', '@SUM(A1)', '\t=1', "'=1"])(
	'%s cannot pass for a formula, and is read back as it was',
	(text) => {
		expect(guardFormula(text)).toMatch(/^'/);
		expect(unguardFormula(guardFormula(text))).toBe(text);
	}
);

test.each(['', 'Phare', '-3,5', '@textes/a.md', "l'eau", '2023-09', "'entre guillemets'"])(
	'%s stays as it is',
	(text) => {
		expect(guardFormula(text)).toBe(text);
		expect(unguardFormula(text)).toBe(text);
	}
);

test('any text comes back the same', () => {
	const risky = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a', '1', ',') });
	fc.assert(fc.property(risky, (text) => unguardFormula(guardFormula(text)) === text));
});
