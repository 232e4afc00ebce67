import { expect, test } from 'vitest';
import { expiryOf, lendingRefusals, LONGEST_DAYS, stateOf } from './rules.ts';

const now = new Date('2024-03-13T11:00:00Z');

test('a link opens until its last instant, unless it was taken back', () => {
	const link = { expiresAt: expiryOf(now, 1), revokedAt: null };
	expect(stateOf(link, now)).toBe('open');
	expect(stateOf(link, new Date('2024-03-14T11:00:00Z'))).toBe('expired');
	expect(stateOf({ ...link, revokedAt: now }, now)).toBe('revoked');
});

test('a link is for somebody, and ends within a year', () => {
	expect(lendingRefusals({ guest: 'Mairie de Caudry', days: 30, asks: '' })).toEqual([]);
	expect(lendingRefusals({ guest: ' ', days: 0, asks: '' }).map((one) => one.field)).toEqual([
		'guest',
		'days'
	]);
	expect(lendingRefusals({ guest: 'x', days: LONGEST_DAYS + 1, asks: '' })).toHaveLength(1);
	expect(lendingRefusals({ guest: 'x', days: 1.5, asks: '' })).toHaveLength(1);
	expect(lendingRefusals({ guest: 'x'.repeat(20_000_000), days: 3, asks: '' })).toHaveLength(1);
	expect(lendingRefusals({ guest: 'x', days: 3, asks: 'x'.repeat(20_000_000) })).toHaveLength(1);
});
