import { expect, test } from 'vitest';
import { mayRead } from '#core/actor.ts';
import { actorOf, signDemonstration } from './session.ts';

const now = new Date('2024-03-13T11:00:00Z');

test('a signed cookie opens the space until the end of the day', () => {
	const cookie = signDemonstration('Équipe', now, 'secret');
	expect(actorOf(cookie, now, 'secret')).toMatchObject({ kind: 'person', name: 'Équipe' });
	expect(mayRead(actorOf(cookie, now, 'secret'), 'team')).toBe(true);
	expect(actorOf(cookie, new Date('2024-03-14T00:00:00Z'), 'secret').kind).toBe('public');
});

test.each([undefined, '', 'x', 'x.y', 'e30.e30'])(
	'a forged cookie (%s) is the public',
	(cookie) => {
		expect(actorOf(cookie, now, 'secret').kind).toBe('public');
	}
);

test('a cookie of another installation is the public', () => {
	expect(actorOf(signDemonstration('Équipe', now, 'other'), now, 'secret').kind).toBe('public');
});
