import { expect, test } from 'vitest';
import { demonstratedBy, signDemonstration } from './session.ts';

const now = new Date('2024-03-13T11:00:00Z');
const team = { name: 'Équipe', person: null };

test('a signed cookie opens the demonstration until the end of the day', () => {
	const cookie = signDemonstration(team, now, 'secret');
	expect(demonstratedBy(cookie, now, 'secret')).toEqual(team);
	expect(demonstratedBy(cookie, new Date('2024-03-14T00:00:00Z'), 'secret')).toBeNull();
});

test.each([undefined, '', 'x', 'x.y', 'e30.e30'])('a forged cookie (%s) is nobody', (cookie) => {
	expect(demonstratedBy(cookie, now, 'secret')).toBeNull();
});

test('a cookie of another installation is nobody', () => {
	expect(demonstratedBy(signDemonstration(team, now, 'other'), now, 'secret')).toBeNull();
});
