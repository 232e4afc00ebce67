import { expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import {
	closeAccount,
	createAccount,
	setAdministrator
} from '#modules/accounts/server/accounts.ts';
import { administrator } from '#modules/accounts/server/tables.ts';
import { atOnceAs, writingAs } from '../world/at-once.ts';

const holders = () =>
	writingAs(OPERATOR, async ({ db }) =>
		(await db.select({ id: administrator.userId }).from(administrator)).map(({ id }) => id)
	);

const anAccount = (name: string) =>
	writingAs(OPERATOR, (ctx) =>
		createAccount(ctx, { email: `${name}@example.org`, name, personId: null })
	);

test('somebody always administers: two who take it from each other at once leave it to one of them', async () => {
	const [ada, tom] = [await anAccount('ada'), await anAccount('tom')];
	for (const [first, second] of [
		[setAdministrator, setAdministrator],
		[setAdministrator, closeAccount]
	] as const) {
		for (const id of [ada, tom])
			await writingAs(OPERATOR, (ctx) => setAdministrator(ctx, id, true));
		const ends = await atOnceAs(
			OPERATOR,
			(ctx) => first(ctx, tom, false),
			(ctx) => second(ctx, ada, false)
		);
		expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
		expect(await holders()).toEqual([ada]);
	}
});

test('a closed account is not given the administration, and is not counted among those who administer', async () => {
	const [eve, max] = [await anAccount('eve'), await anAccount('max')];
	await writingAs(OPERATOR, (ctx) => setAdministrator(ctx, eve, true));
	await writingAs(OPERATOR, (ctx) => closeAccount(ctx, max));
	await expect(writingAs(OPERATOR, (ctx) => setAdministrator(ctx, max, true))).rejects.toThrow(
		'fermé'
	);
	expect(await holders()).not.toContain(max);
});
