import { describe, expect, test } from 'vitest';
import { subscriptionOf, unsubscribePath } from './unsubscribe.ts';

const subscription = { account: 'zoe', list: 'group:gt5' };
const token = (collective = 'balise') =>
	unsubscribePath(collective, subscription).slice('/desabonnement/'.length);

describe('a link to stop receiving', () => {
	test('says whose account and which list, to the collective that wrote it', () => {
		expect(subscriptionOf('balise', token())).toEqual(subscription);
		expect(subscriptionOf('autre', token())).toBeNull();
	});

	test('says nothing when it is forged, cut, or made for another list', () => {
		const [, mark = ''] = token().split('.');
		const other = Buffer.from(JSON.stringify(['zoe', 'all'])).toString('base64url');
		for (const forged of ['', 'x', token().slice(0, -1), `${other}.${mark}`, `${token()}x`])
			expect(subscriptionOf('balise', forged)).toBeNull();
	});
});
