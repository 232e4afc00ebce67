import { expect, test } from 'vitest';
import { amountRefusals, currentState, isObtained } from './rules.ts';

test('an agreement in principle is a promise, not a grant', () => {
	expect(currentState(['filed', 'agreedInPrinciple'])).toBe('agreedInPrinciple');
	expect(isObtained('agreedInPrinciple')).toBe(false);
	expect(isObtained(currentState(['won', 'filed']))).toBe(true);
	expect(isObtained(currentState([]))).toBe(false);
});

test('a refused application is not obtained, whatever came before', () => {
	expect(isObtained(currentState(['filed', 'refused']))).toBe(false);
});

test('what is granted does not exceed what is asked, and nothing is negative', () => {
	expect(amountRefusals({ askedCents: 100, grantedCents: 101 })).toHaveLength(1);
	expect(amountRefusals({ askedCents: -1, grantedCents: null })).toHaveLength(1);
	expect(amountRefusals({ askedCents: 100, grantedCents: 100 })).toEqual([]);
});
