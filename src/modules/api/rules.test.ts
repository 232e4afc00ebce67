import { expect, test } from 'vitest';
import { LONGEST_DAYS, MOST_TOKENS, stateOf, tokenRefusals } from './rules.ts';

const now = new Date('2024-03-13T11:00:00Z');
const known = { modules: ['needs'], open: 0 };

test('a token opens until its term, and not at its term', () => {
	expect(stateOf({ expiresAt: new Date(now.getTime() + 1), revokedAt: null }, now)).toBe('open');
	expect(stateOf({ expiresAt: now, revokedAt: null }, now)).toBe('expired');
	expect(stateOf({ expiresAt: new Date(now.getTime() + 1), revokedAt: now }, now)).toBe('revoked');
});

test('a token has a purpose, a term, and writes only where records are kept', () => {
	const good = { name: 'Site', days: 90, writes: ['needs'] };
	expect(tokenRefusals(good, known)).toEqual([]);
	const codes = (input: Partial<typeof good>, open = 0) =>
		tokenRefusals({ ...good, ...input }, { ...known, open }).map((one) => one.code);
	expect(codes({ name: ' ' })).toEqual(['name-missing']);
	expect(codes({ name: 'x'.repeat(101) })).toEqual(['name-too-long']);
	for (const days of [0, 1.5, Number.NaN, LONGEST_DAYS + 1])
		expect(codes({ days })).toEqual(['days']);
	expect(codes({ writes: ['accounts'] })).toEqual(['unknown-module']);
	expect(codes({}, MOST_TOKENS)).toEqual(['too-many']);
});
