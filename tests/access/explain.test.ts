import { describe, expect, test } from 'vitest';
import { decide, mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { explainAccess } from '#collectors/access.ts';
import { actorOfPerson, findPeople, seenBy } from '#collectors/holders.ts';
import { eq } from 'drizzle-orm';
import { organisation } from '#modules/network/index.ts';
import { personKind } from '#modules/network/server/exchange.ts';
import { saveRecord } from '#core/server/records.ts';
import { searchEntry } from '#core/server/tables.ts';
import { plainText } from '#core/words.ts';
import { anOrganisation, aPerson, holds } from './cast.ts';

async function keptTo(ctx: Context, audience: Audience): Promise<string> {
	const id = await anOrganisation(ctx, 'm', true);
	await ctx.db.update(organisation).set({ audience }).where(eq(organisation.id, id));
	return id;
}

describe('who sees a record, and why', () => {
	test('says who reads it, who changes it, and answers for one person', () =>
		inTestCollective(async (ctx) => {
			const id = await keptTo(ctx, 'members');
			await holds(ctx, await aPerson(ctx, 'ada'), id, 'direction', ['2023-05-01', null]);
			const page = await explainAccess(ctx, 'organisation', id, 'ada');
			expect(page.readers).toBe('Les membres');
			expect(page.reading).toContain('Représentation d’un membre.');
			expect(page.writing).toContain(
				'Représentation d’un membre, là où la personne en a la charge.'
			);
			expect(page.person?.reads).toEqual({
				allowed: true,
				because: 'ada exerce la fonction « Direction » (M) depuis le 1er mai 2023.'
			});
			expect(page.person?.writes.allowed).toBe(true);
		}));

	test('a person without any role is told so', () =>
		inTestCollective(async (ctx) => {
			const id = await keptTo(ctx, 'members');
			await aPerson(ctx, 'lou');
			const { person } = await explainAccess(ctx, 'organisation', id, 'lou');
			expect(person?.roles).toEqual([]);
			expect(person?.reads.because).toBe('Cette fiche est réservée aux membres du collectif.');
			expect(person?.writes.allowed).toBe(false);
		}));

	test('is not explained to somebody who may not read it, even of the team', () =>
		inTestCollective(async (ctx) => {
			const id = await keptTo(ctx, 'people:ada');
			const asZoe = { ...ctx, actor: signedIn('Zoe') };
			await expect(explainAccess(asZoe, 'organisation', id, null)).rejects.toThrow(
				'personnes nommées'
			);
		}));

	test.each([
		['organisation', 'x'],
		['nothing', '0199a000-0000-7000-8000-000000000001']
	])('refuses %s %s, which is no record', (kind, id) =>
		inTestCollective(async (ctx) => {
			await expect(explainAccess(ctx, kind, id, null)).rejects.toThrow('n’existe pas');
		})
	);
});

test('people are found by a part of their name, accents and case apart', async () => {
	await inTestCollective(async (ctx) => {
		const someone = { remark: null, audience: 'public' as const, source: null };
		const { id } = await saveRecord(ctx, personKind, {
			code: 'zoe-petit',
			firstName: 'Zoé',
			lastName: 'Petit',
			...someone
		});
		await ctx.db.insert(searchEntry).values({
			kind: 'person',
			recordId: id,
			title: 'Zoé Petit',
			line: '',
			path: '/personnes/zoe-petit',
			audience: 'public' as const,
			plainTitle: plainText('Zoé Petit'),
			plainBody: ''
		});
		expect(await findPeople(ctx, 'ZOE P', 5)).toEqual([
			{ code: 'zoe-petit', name: 'Zoé Petit', line: '' }
		]);
		expect(await findPeople(ctx, '%', 5)).toEqual([]);
		expect((await actorOfPerson(ctx, 'zoe-petit')).name).toBe('Zoé Petit');
		await expect(actorOfPerson(ctx, 'nobody')).rejects.toThrow('annuaire');
	});
});

test('looking through somebody’s eyes opens neither what is kept to them nor any act', () =>
	inTestCollective(async (ctx) => {
		const home = await anOrganisation(ctx, 'm', true);
		await holds(ctx, await aPerson(ctx, 'ada'), home, 'direction');
		const seen = seenBy(signedIn('Zoe'), await actorOfPerson(ctx, 'ada'));
		expect(mayRead(seen, 'members')).toBe(true);
		expect(mayRead(seen, 'team')).toBe(false);
		expect(mayRead(seen, 'people:ada')).toBe(false);
		expect(decide(seen, { permission: 'network.describe' }).because).toContain('revenez à vous');
	}));
