import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { removeRecords, storedRows } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kindOf } from '#collectors/editing/home.ts';
import '#collectors/permissions.ts';
import { eraseByCode, erasureDone, previewErasure } from '#collectors/privacy/erase.ts';
import { asJson } from '#collectors/privacy/files.ts';
import { behalfPage, wholeData } from '#collectors/privacy/requests.ts';
import { guestLink } from '#modules/access/server/tables.ts';
import { user } from '#modules/accounts/server/tables.ts';
import { group } from '#modules/groups/index.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { organisation, person } from '#modules/network/index.ts';

const MADE = { firstName: 'Oxane', lastName: 'Pruvillo' };
const NAME = 'Oxane Pruvillo';
const KEPT = { audience: 'people:ada' } as const;
const ZOE = signedIn('Zoé');

/** A meeting, lent to the guest of that name. Returns its identifier. */
async function lent(ctx: Context, audience: Audience, account: string | null = 'max') {
	const [row] = await ctx.db
		.insert(meeting)
		.values({
			code: uuidv7(),
			title: 'Rencontre',
			type: 'bureau',
			on: partialDate('2024-03-06'),
			state: 'held',
			audience
		})
		.returning({ id: meeting.id });
	await ctx.db.insert(guestLink).values({
		kind: 'meeting',
		recordId: row?.id ?? '',
		guest: NAME,
		lentBy: 'Max',
		account,
		lentAt: ctx.now,
		expiresAt: ctx.now,
		asks: 'Mot confidentiel ?'
	});
	return row?.id ?? '';
}

/** All that the team is told of who bears that name in the directory. */
async function told(ctx: Context): Promise<string> {
	const { shown: _shown, ...preview } = await previewErasure(ctx, 'qui-part');
	const { purposes, texts } = await behalfPage(ctx, 'qui-part');
	const file = asJson(ctx, await wholeData(ctx, 'qui-part'));
	return JSON.stringify([preview, purposes.map(({ tables }) => tables), texts, file]);
}

/** What may be kept to others, and bears the name. */
const HIDDEN: Record<string, (ctx: Context) => Promise<unknown>> = {
	somebody: (ctx) => ctx.db.insert(person).values({ ...KEPT, ...MADE, code: uuidv7() }),
	'somebody of that name, last first': (ctx) =>
		ctx.db
			.insert(person)
			.values({ ...KEPT, firstName: 'PRUVILLO', lastName: 'oxane', code: uuidv7() }),
	'somebody who bore it': async (ctx) => {
		const other = { firstName: 'Marie', lastName: 'Dubois', code: uuidv7() };
		const [row] = await ctx.db
			.insert(person)
			.values({ ...KEPT, ...other })
			.returning({ id: person.id });
		await ctx.db.insert(journal).values({
			at: ctx.now,
			actor: 'Ada',
			event: 'person.changed',
			kind: 'person',
			recordId: row?.id ?? '',
			audience: 'people:ada',
			data: { firstName: ['Oxane', 'Marie'], lastName: ['Pruvillo', 'Dubois'] }
		});
	},
	'an organisation': (ctx) =>
		ctx.db
			.insert(organisation)
			.values({ ...KEPT, name: NAME, code: uuidv7(), nature: 'association' }),
	'a group': (ctx) =>
		ctx.db
			.insert(group)
			.values({ ...KEPT, name: NAME, code: uuidv7(), type: 'workingGroup', circle: 'ptce' }),
	'a meeting that was lent': (ctx) => lent(ctx, 'people:ada')
};

describe('a name written in the directory to ask', () => {
	test('tells nothing, by a word, a box or a count, of whom or what bears it and is kept to others', () =>
		inTestCollective(async (base) => {
			const ctx = { ...base, actor: ZOE };
			await ctx.db.insert(person).values({ ...MADE, audience: 'public', code: 'qui-part' });
			await lent(ctx, 'public');
			await ctx.db.insert(journal).values({
				at: ctx.now,
				actor: NAME,
				event: 'meeting.changed',
				audience: 'public',
				data: {}
			});
			const before = await told(ctx);
			expect(before).toContain('Liens prêtés');
			await fc.assert(
				fc.asyncProperty(fc.subarray(Object.keys(HIDDEN), { minLength: 1 }), async (hidden) => {
					for (const one of hidden) await HIDDEN[one]?.(ctx);
					expect(await told(ctx)).toBe(before);
				}),
				{ numRuns: 8 }
			);
		}));

	test('tells nothing either by the numbers of what was done', async () => {
		const numbers = async (hidden: string[]) => {
			let done: string[] = [];
			await inTestCollective(async (base) => {
				const ctx = { ...base, actor: ZOE };
				await ctx.db.insert(person).values({ ...MADE, audience: 'public', code: 'qui-part' });
				await lent(ctx, 'public');
				for (const one of hidden) await HIDDEN[one]?.(ctx);
				done = await erasureDone(ctx, await eraseByCode(ctx, 'qui-part', 'À sa demande'));
			});
			return done;
		};
		const alone = await numbers([]);
		expect(alone.join(' ')).toContain('1 reste sans son nom');
		for (const one of Object.keys(HIDDEN)) expect(await numbers([one]), one).toEqual(alone);
	});

	test('takes nothing from a namesake kept to others who signed with an account', () =>
		inTestCollective(async (base) => {
			const ctx = { ...base, actor: ZOE };
			await ctx.db.insert(person).values({ ...MADE, audience: 'public', code: 'qui-part' });
			const [own] = await ctx.db
				.insert(person)
				.values({ ...KEPT, ...MADE, code: 'autre' })
				.returning({ id: person.id });
			const [account] = await ctx.db
				.insert(user)
				.values({ name: NAME, email: 'autre@example.org', personId: own?.id ?? null })
				.returning({ id: user.id });
			const line = { at: ctx.now, actor: NAME, event: 'meeting.changed', data: {} };
			await ctx.db
				.insert(journal)
				.values({ ...line, account: account?.id ?? '', audience: 'public' });
			const { choices, reserved } = await previewErasure(ctx, 'qui-part');
			const ticked = [...choices, ...reserved].filter(({ isTicked }) => isTicked);
			await eraseByCode(ctx, 'qui-part', 'À sa demande', new Set(ticked.map(({ key }) => key)));
			const signed = await ctx.db.select().from(journal).where(eq(journal.actor, NAME));
			expect(signed).toHaveLength(1);
		}));
});

describe('a link lent on a record that is gone', () => {
	const gone = async (ctx: Context, audience: Audience, account: string | null) => {
		const id = await lent(ctx, audience, account);
		const rows = await storedRows(ctx, kindOf('meeting'), eq(meeting.id, id));
		const removed = { ...ctx, actor: signedIn('Ada') };
		await removeRecords(removed, kindOf('meeting'), rows);
	};

	test.each<[string, Audience, string | null, boolean]>([
		['nobody but its last readers', 'people:ada', 'max', false],
		['its last readers', 'team', 'max', true],
		['everybody who reads the directory, when everybody read it', 'public', 'max', true],
		['who lent it', 'people:ada', ZOE.account, true]
	])('is told to %s', (_, audience, account, isTold) =>
		inTestCollective(async (base) => {
			const ctx = { ...base, actor: ZOE };
			await ctx.db.insert(person).values({ ...MADE, audience: 'public', code: 'qui-part' });
			await gone(ctx, audience, account);
			const said = await told(ctx);
			expect(said.includes('Liens prêtés')).toBe(isTold);
			expect(said.includes('Mot confidentiel')).toBe(isTold);
		})
	);

	test('is told to nobody else when nothing says any more who read the record', () =>
		inTestCollective(async (base) => {
			const ctx = { ...base, actor: ZOE };
			await ctx.db.insert(person).values({ ...MADE, audience: 'public', code: 'qui-part' });
			const id = await lent(ctx, 'public');
			await ctx.db.delete(meeting).where(eq(meeting.id, id));
			expect(await told(ctx)).not.toContain('Liens prêtés');
		}));
});
