import { afterAll, expect, test, vi } from 'vitest';
import { mayRead, PUBLIC } from '#core/actor.ts';
import { listCollectives } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { INSTALLATION_CODE } from '#core/server/installation-code.ts';
import { listGrants } from '#collectors/permissions.ts';
import { actorOf } from '#modules/accounts/server/actor.ts';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import { install, type InstallationForm } from '#modules/accounts/server/installation.ts';
import { findSession } from '#modules/accounts/server/session.ts';
import { aVisitor } from './stage.ts';

const CODE = 'abcd-efgh-jkmn-pqrs';
process.env[INSTALLATION_CODE] = CODE;
afterAll(() => {
	delete process.env[INSTALLATION_CODE];
});

const FORM: InstallationForm = {
	code: 'ABCD EFGH JKMN PQRS',
	name: 'Écluse',
	fullName: 'Écluse, pôle de coopération',
	slug: 'Écluse',
	ptce: '',
	territory: 'Pays de l’Écluse',
	main: '#12355b',
	accent: '#f2b33d',
	firstName: 'Ada',
	lastName: 'Martin',
	email: 'Ada@example.org',
	isTeam: true
};

test('what does not fit is said field by field, and nothing is made', async () => {
	const wrong = {
		...FORM,
		name: '',
		slug: '<b>',
		territory: 'x'.repeat(20_000_000),
		main: 'red',
		email: 'ada',
		lastName: ''
	};
	const refused = await install(aVisitor(), wrong).catch((failure: unknown) => failure);
	expect(refused).toMatchObject({
		refusals: expect.arrayContaining(
			['nom', 'territoire', 'nom_famille', 'principale', 'courriel'].map((field) =>
				expect.objectContaining({ field })
			)
		)
	});
	expect(await listCollectives()).toEqual([]);
});

test('without the code of the console nothing opens, and trying is stopped', async () => {
	const said: string[] = [];
	for (let number = 0; number < 12; number += 1)
		said.push(
			String(
				await install(aVisitor(), { ...FORM, code: String(number) }).catch(
					(failure: unknown) => failure
				)
			)
		);
	expect(said[0]).toContain('n’est pas celui de la console');
	expect(said.at(-1)).toContain('réessayez dans 15 minutes');
	expect(await listCollectives()).toEqual([]);
});

test('the first administrator comes in, of the team if they say so; a second form finds nothing', async () => {
	// The process counted wrong codes in the test before: a quarter of an hour later, it listens again.
	vi.useFakeTimers({ now: Date.now() + 16 * 60_000, toFake: ['Date'] });
	const visitor = aVisitor();
	const [first, second] = await Promise.allSettled([
		install(visitor, FORM),
		install(visitor, FORM)
	]);
	expect(second).toMatchObject({ status: 'rejected', reason: { kind: 'absent' } });
	if (first.status === 'rejected') throw first.reason;
	const { collective, entry } = first.value;
	expect(collective).toMatchObject({ code: 'ecluse', settings: { name: 'Écluse' } });
	const { signedIn } = await findSession(collective, withCookies(visitor, entry.cookies));
	if (!signedIn) throw new Error('nobody came in');
	const actor = await inCollective(collective, { actor: PUBLIC }, (ctx) =>
		actorOf(ctx, signedIn, listGrants)
	);
	expect(actor).toMatchObject({ name: 'Ada Martin', person: 'ada-martin' });
	expect(actor.grants.map((grant) => grant.role).sort()).toEqual(['administrator', 'team']);
	expect(mayRead(actor, 'team')).toBe(true);
	vi.useRealTimers();
});
