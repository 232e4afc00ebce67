import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieOf, withCookies } from '#modules/accounts/server/auth/ask.ts';
import { isChallenged } from '#modules/accounts/server/enter.ts';
import { authenticationOptions } from '#modules/accounts/server/passkeys.ts';
import { LIMITS } from '#modules/accounts/rules.ts';
import { findSession } from '#modules/accounts/server/session.ts';
import { verification } from '#modules/accounts/server/tables.ts';
import { asOperator, aVisitor, balise } from './stage.ts';

/** What somebody may write in a cookie: pieces of escapes, of signatures and of other cookies. */
const written = fc
	.array(
		fc.constantFrom('%', '%E0', '%A4', '%00', '.', '=', '"', 'a', '{', '-', '/', '+', '\u00e9')
	)
	.map((pieces) => pieces.join(''));

const holding = (name: string, value: string) => {
	const visitor = aVisitor();
	visitor.headers.set('cookie', `${name}=${value}`);
	return visitor;
};

describe('a cookie that nobody here wrote', () => {
	test('is read as none: whatever it holds, nobody is in and nothing breaks', async () => {
		const collective = await balise();
		await fc.assert(
			fc.asyncProperty(written, async (value) => {
				for (const prefix of ['', '__Host-']) {
					const session = holding(`${prefix}fanal.session_token`, value);
					expect((await findSession(collective, session)).signedIn).toBeNull();
					expect(await isChallenged(collective, holding(`${prefix}fanal.two_factor`, value))).toBe(
						false
					);
				}
			}),
			{ numRuns: 60, examples: [['%'], ['%E0%A4%A'], ['.%']] }
		);
	});

	test('is found whatever stands beside it', () => {
		const visitor = holding('other', '%; fanal.two_factor=a%2Eb; fanal.two_factor_x=c');
		expect(cookieOf(visitor, 'fanal.two_factor')).toBe('a.b');
		expect(cookieOf(visitor, 'fanal')).toBeUndefined();
	});
});

describe('what a key is asked to sign', () => {
	const waiting = () => asOperator((ctx) => ctx.db.select().from(verification));

	test('is one per browser, however often it asks, and what is over goes', async () => {
		const collective = await balise();
		await asOperator((ctx) =>
			ctx.db
				.insert(verification)
				.values({ identifier: 'over', value: '{}', expiresAt: new Date(0) })
		);
		let visitor = aVisitor('192.0.2.60');
		for (let time = 0; time < 4; time += 1) {
			const { status, cookies } = await authenticationOptions(collective, visitor);
			expect(status).toBe(200);
			visitor = withCookies(visitor, cookies);
		}
		expect(await waiting()).toHaveLength(1);
	});

	test('is counted: from one address, not more than a whole office needs', async () => {
		const collective = await balise();
		const before = (await waiting()).length;
		const asked = Array.from({ length: LIMITS.passkeyAsked.address + 5 }, () =>
			authenticationOptions(collective, aVisitor('192.0.2.61'))
		);
		const outcomes = await Promise.allSettled(asked);
		expect(outcomes.filter((one) => one.status === 'rejected')).toHaveLength(5);
		expect((await waiting()).length - before).toBe(LIMITS.passkeyAsked.address);
	});
});
