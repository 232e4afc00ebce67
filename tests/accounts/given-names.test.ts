import { eq, inArray } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { listGrants } from '#collectors/permissions.ts';
import type { PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { anyKind } from '#core/server/kinds.ts';
import {
	changeRecord,
	putBack,
	removeRecords,
	saveRecords,
	storedRows
} from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { signedIn } from '#core/server/testing.ts';
import { createAccount, setAdministrator } from '#modules/accounts/server/accounts.ts';
import { addAndInvite } from '#modules/accounts/server/invite-person.ts';
import { renameAccount } from '#modules/accounts/server/own-identity.ts';
import { invitation, user } from '#modules/accounts/server/tables.ts';
import { grantWish, wishName } from '#modules/accounts/server/wished-names.ts';
import { person, personKind } from '#modules/network/index.ts';
import { correctOwnName } from '#modules/network/server/own-name.ts';
import { submit } from '#web/form.ts';
import { asOperator, balise } from './stage.ts';

const kind = anyKind(personKind);
const BORNE = { firstName: 'Eric', lastName: 'Verondal' };
const REFUSED = 'quelqu’un d’autre';

describe('the name of somebody else, given to who has an account', () => {
	let tina: PersonActor, tom: PersonActor, puppet: PersonActor;
	let puppetId: string;

	const as = async <T>(actor: PersonActor, work: (ctx: Context) => Promise<T>): Promise<T> =>
		inCollective(await balise(), { actor, mode: 'write' }, work);

	const inDirectory = async (code: string, firstName: string, lastName: string) =>
		asOperator(async (ctx) => {
			const [row] = await ctx.db
				.insert(person)
				.values({ audience: 'team', code, firstName, lastName })
				.returning({ id: person.id });
			return row?.id ?? '';
		});
	const withAccount = async (code: string, personId: string | null, letInBy: string[] = []) => {
		const account = await asOperator(async (ctx) => {
			const id = await createAccount(ctx, { email: `${code}@example.org`, name: code, personId });
			await ctx.db.update(user).set({ letInBy }).where(eq(user.id, id));
			await setAdministrator(ctx, id, true);
			return id;
		});
		return { ...signedIn(code), account, person: code };
	};
	const stored = async (ctx: Context, id: string) => {
		const [row] = await storedRows(ctx, kind, eq(person.id, id));
		return row ?? {};
	};
	const write = async (ctx: Context, id: string, name: object) => {
		const row = await stored(ctx, id);
		return changeRecord(ctx, kind, id, { ...row, ...name }, Number(row['version']));
	};
	const shown = (id: string) => asOperator(async (ctx) => (await stored(ctx, id))['lastName']);

	beforeAll(async () => {
		await inDirectory('eric', BORNE.firstName, BORNE.lastName);
		tina = await withAccount('tina', await inDirectory('tina', 'Tina', 'Teamierez'));
		tom = await withAccount('tom', null);
		puppetId = await inDirectory('sybille', 'Sybille', 'Fantomez');
		puppet = await withAccount('sybille', puppetId, [tina.account]);
	});

	test('is refused to who let them in, and to themselves, by every door that writes the directory', async () => {
		const { version } = (await asOperator((ctx) => stored(ctx, puppetId))) as { version: number };
		const doors: ((ctx: Context) => Promise<unknown>)[] = [
			(ctx) => write(ctx, puppetId, BORNE),
			(ctx) => write(ctx, puppetId, { firstName: 'VERONDAL', lastName: 'éric' }),
			async (ctx) => saveRecords(ctx, kind, [{ ...(await stored(ctx, puppetId)), ...BORNE }]),
			(ctx) =>
				putBack(ctx, kind, puppetId, {
					firstName: ['Eric', 'Sybille'],
					lastName: ['Verondal', 'Fantomez']
				}),
			async (ctx) => {
				await write(ctx, puppetId, { lastName: 'Verondal' });
				await write(ctx, puppetId, { firstName: 'Eric' });
			}
		];
		for (const actor of [tina, puppet])
			for (const door of doors) await expect(as(actor, door)).rejects.toThrow(REFUSED);
		await expect(as(puppet, (ctx) => correctOwnName(ctx, { ...BORNE, version }))).rejects.toThrow(
			REFUSED
		);
		expect(await shown(puppetId)).toBe('Fantomez');
	});

	test('is said on the form that wrote it, like what else does not fit', async () => {
		const locals = { collective: await balise(), actor: tina } as App.Locals; // what `submit` reads
		const sent = await submit({ locals }, { lastName: 'Verondal' }, (ctx) =>
			write(ctx, puppetId, BORNE)
		);
		expect(sent).toMatchObject({
			failure: {
				status: 422,
				data: {
					refusals: [{ message: expect.stringContaining(REFUSED) as string }],
					typed: { lastName: 'Verondal' }
				}
			}
		});
	});

	test('is granted by another word than theirs alone', async () => {
		await asOperator((ctx) => wishName(ctx, puppet.account, { ...BORNE, name: 'Eric Verondal' }));
		await expect(as(tina, (ctx) => grantWish(ctx, puppet.account, listGrants))).rejects.toThrow(
			REFUSED
		);
		expect(await shown(puppetId)).toBe('Fantomez');
		await as(tom, (ctx) => grantWish(ctx, puppet.account, listGrants));
		expect(await shown(puppetId)).toBe('Verondal');
		await as(tina, (ctx) => write(ctx, puppetId, { firstName: 'Sybille', lastName: 'Fantomez' }));
	});

	test('waits too for who is nobody of the directory, and a free name waits for nobody', async () => {
		const { account } = await withAccount('zoe', null, [tina.account]);
		const rename = (by: PersonActor, name: string) =>
			as(by, (ctx) => renameAccount(ctx, account, name, listGrants));
		await expect(rename(tina, 'Eric Verondal')).rejects.toThrow(REFUSED);
		await rename(tina, 'Zoé Jamaisvue');
		await rename(tom, 'Eric Verondal');
		await rename(tina, 'Zoé Jamaisvue');
	});

	test('is not given to who was invited under another one, and is not free because somebody was renamed or taken away', async () => {
		const letter = {
			email: 'nova@example.org',
			personCode: '',
			firstName: 'Nova',
			lastName: 'Neuvez'
		};
		expect(await as(tina, (ctx) => addAndInvite(ctx, letter, listGrants))).toBe('sent');
		const ids = await asOperator(async (ctx) =>
			ctx.db
				.select()
				.from(person)
				.where(inArray(person.code, ['nova-neuvez']))
		);
		const nova = ids[0]?.id ?? '';
		await asOperator((ctx) =>
			ctx.db.update(invitation).set({ revokedAt: ctx.now }).where(eq(invitation.personId, nova))
		);
		await expect(as(tina, (ctx) => write(ctx, nova, BORNE))).rejects.toThrow(REFUSED);

		const gone = await inDirectory('yann', 'Yann', 'Ciblezz');
		await as(tina, async (ctx) => removeRecords(ctx, kind, [await stored(ctx, gone)]));
		const moved = await inDirectory('luce', 'Luce', 'Ancienne');
		await as(tina, (ctx) => write(ctx, moved, { lastName: 'Nouvelle' }));
		for (const [firstName, lastName] of [
			['Yann', 'Ciblezz'],
			['Luce', 'Ancienne']
		] as const) {
			await expect(
				as(tina, (ctx) => write(ctx, puppetId, { firstName, lastName }))
			).rejects.toThrow(REFUSED);
			const email = `${firstName}2@example.org`.toLowerCase();
			const asNew = { email, personCode: '', firstName, lastName };
			expect(await as(tina, (ctx) => addAndInvite(ctx, asNew, listGrants))).toBe('unconfirmed');
		}
	});

	test('refused, leaves nothing in the history, and what it answers says what to do', async () => {
		const before = await asOperator((ctx) => ctx.db.select({ id: journal.id }).from(journal));
		const failure: unknown = await as(tina, (ctx) => write(ctx, puppetId, BORNE)).catch(
			(error: unknown) => error
		);
		expect(failure).toBeInstanceOf(Refused);
		const { kind: sort, refusals } = failure as Refused;
		expect([sort, refusals[0]?.field]).toEqual(['invalid', 'lastName']);
		expect(refusals[0]?.message).toContain('Noms à confirmer');
		expect(await asOperator((ctx) => ctx.db.select({ id: journal.id }).from(journal))).toEqual(
			before
		);
	});
});
