import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { PUBLIC } from '#core/actor.ts';
import type { Block } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { InputOf } from '#core/server/kinds.ts';
import type { Writer } from '#core/server/contract.ts';
import { saveRecord } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective, rowsBehind } from '#core/server/testing.ts';
import { membership, organisation } from '#modules/network/index.ts';
import { doubts, waiting } from './doubts.ts';
import { needKind } from './exchange.ts';
import { metrics } from './metrics.ts';
import { listNeeds, listNeedsOf } from './queries.ts';
import { annualReport } from './report.ts';

async function aMember(ctx: Context, code: string): Promise<string> {
	const [row] = await ctx.db
		.insert(organisation)
		.values({
			audience: 'public',
			code,
			name: `Maison ${code.toUpperCase()}`,
			nature: 'association'
		})
		.returning({ id: organisation.id });
	if (!row) throw new Error('no row');
	await ctx.db.insert(membership).values({ audience: 'public', organisationId: row.id });
	return row.id;
}

type NeedInput = InputOf<(typeof needKind)['columns']>;

const aNeed = (ctx: Context, code: string, changes: Partial<NeedInput> = {}) =>
	saveRecord(ctx, needKind, {
		code,
		sense: 'need',
		title: 'Partager des locaux',
		words: null,
		theme: 'pooling',
		voice: 'member',
		organisations: null,
		visitId: null,
		meetingId: null,
		groupId: null,
		date: partialDate('2023-11'),
		state: 'heard',
		answer: null,
		audience: 'public' as const,
		source: null,
		...changes
	});

const figure = (ctx: Context, id: string, year = 2023) =>
	metrics.find((one) => one.id === id)?.compute(countingAll(ctx), { year });

const rowsOf = (ctx: Context, id: string) =>
	rowsBehind(
		countingAll(ctx),
		metrics.find((one) => one.id === id),
		{ year: 2023 }
	);

const writer = (ctx: Context): Writer => ({
	year: 2023,
	asOf: '2023-12-31',
	figure: async (id) => ({
		metric: id,
		label: id,
		value: (await figure(ctx, id))?.value ?? null,
		qualifier: 'exact',
		unit: '',
		rule: '',
		path: `/chiffres/${id}`
	})
});

const findings = async (ctx: Context, id: string) =>
	(await doubts.find((one) => one.id === id)?.find(ctx))?.map((one) => one.finding);

describe('who asks', () => {
	it('a need asked by three members is one need, and shared', () =>
		inTestCollective(async (ctx) => {
			const members = [await aMember(ctx, 'a'), await aMember(ctx, 'b'), await aMember(ctx, 'c')];
			await aNeed(ctx, 'locaux', { organisations: members });
			await aNeed(ctx, 'outils', { organisations: members.slice(0, 2), title: 'Une ludothèque' });
			expect((await figure(ctx, 'needs.heard'))?.value).toBe(2);
			expect((await rowsOf(ctx, 'needs.shared')).map((row) => row.label)).toEqual([
				'Partager des locaux'
			]);
		}));

	it('two members and a partner are not enough for a need to be shared, and a member counts once', () =>
		inTestCollective(async (ctx) => {
			const [a, b] = [await aMember(ctx, 'a'), await aMember(ctx, 'b')];
			const partner = await aMember(ctx, 'partenaire');
			await ctx.db.delete(membership).where(eq(membership.organisationId, partner));
			await aNeed(ctx, 'locaux', { organisations: [a, b, partner] });
			// Two memberships of one organisation are one member.
			const from = partialDate('2022');
			await ctx.db.insert(membership).values({ audience: 'public', organisationId: a, from });
			expect((await figure(ctx, 'needs.shared'))?.value).toBe(0);
			await aNeed(ctx, 'outils', { organisations: [a, b, await aMember(ctx, 'c')] });
			expect((await figure(ctx, 'needs.shared'))?.value).toBe(1);
		}));

	it('reads on its own page what it asked, and nothing else', () =>
		inTestCollective(async (ctx) => {
			const [one, other] = [await aMember(ctx, 'a'), await aMember(ctx, 'b')];
			await aNeed(ctx, 'locaux', { organisations: [one, other] });
			await aNeed(ctx, 'outils', { organisations: [other], title: 'Une ludothèque' });
			const [mine] = await listNeedsOf(ctx, { organisationId: one });
			expect(mine?.organisations.map((link) => link.name)).toEqual(['Maison A', 'Maison B']);
			expect(await listNeedsOf(ctx, { organisationId: other })).toHaveLength(2);
			expect(await listNeedsOf(ctx, {})).toEqual([]);
		}));

	it('a member that is not named is a doubt; a need of the law is not', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'locaux');
			await aNeed(ctx, 'registre', { voice: 'law', title: 'Tenir un registre' });
			expect(await findings(ctx, 'needs.no-asker')).toEqual([
				'« Partager des locaux » : dit par un membre, sans le nommer.'
			]);
		}));
});

describe('what becomes of a need', () => {
	it('heard without an answer, it waits, the oldest first', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'recent', { title: 'Récent' });
			await aNeed(ctx, 'ancien', { title: 'Ancien', date: partialDate('2022') });
			await aNeed(ctx, 'repris', { title: 'Repris', state: 'takenUp' });
			expect((await waiting(ctx)).map((one) => one.title)).toEqual(['Ancien', 'Récent']);
		}));

	it('closed without a word, it is a doubt', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'locaux', { state: 'refused' });
			expect(await findings(ctx, 'needs.closed-without-words')).toHaveLength(1);
		}));

	it('said twice in nearly the same words, it is a doubt', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'un', { title: 'Mutualiser des véhicules' });
			await aNeed(ctx, 'deux', { title: 'Mutualiser un véhicule' });
			await aNeed(ctx, 'offre', { title: 'Mutualiser un véhicule', sense: 'offer' });
			expect(await findings(ctx, 'needs.near-duplicates')).toHaveLength(1);
		}));
});

describe('the list of needs', () => {
	it('is narrowed by theme and sense, a page of twenty at a time', () =>
		inTestCollective(async (ctx) => {
			for (let rank = 1; rank <= 21; rank += 1) await aNeed(ctx, `n-${String(rank)}`);
			await aNeed(ctx, 'offre', { sense: 'offer', theme: 'doingTogether' });
			const first = await listNeeds(ctx, { theme: 'pooling' }, 1);
			const second = await listNeeds(ctx, { theme: 'pooling' }, 2);
			expect([first.total, first.rows.length, second.rows.length]).toEqual([21, 20, 1]);
			expect((await listNeeds(ctx, { sense: 'offer' }, 1)).total).toBe(1);
		}));

	it('hides from the public what is for the team; the figure stays the same', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'interne', { audience: 'team' });
			const open = { ...ctx, actor: PUBLIC };
			expect((await listNeeds(open, {}, 1)).total).toBe(0);
			expect((await figure(open, 'needs.heard'))?.value).toBe(1);
		}));

	it('a need of another year is not counted in this one', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'ancien', { date: partialDate('2022-11') });
			expect((await figure(ctx, 'needs.heard'))?.value).toBe(0);
			expect((await figure(ctx, 'needs.heard', 2022))?.value).toBe(1);
		}));
});

async function blocksOf(ctx: Context): Promise<Block[]> {
	return (await annualReport.write(ctx, writer(ctx))).flatMap((part) => part.blocks);
}

describe('the chapter of needs', () => {
	it('tells in one row who asks and what followed, without the rest of the answer', () =>
		inTestCollective(async (ctx) => {
			const member = await aMember(ctx, 'a');
			await aNeed(ctx, 'locaux', {
				organisations: [member],
				state: 'answered',
				answer: 'Une salle est prêtée ; une autre est cherchée.'
			});
			const text = JSON.stringify(await blocksOf(ctx));
			expect(text).toContain('Maison A');
			expect(text).toContain('Une salle est prêtée.');
			expect(text).not.toContain('une autre est cherchée');
		}));

	it('puts the needs that nothing followed yet into one sentence', () =>
		inTestCollective(async (ctx) => {
			await aNeed(ctx, 'locaux', {});
			const blocks = await blocksOf(ctx);
			expect(blocks.filter((block) => block.kind === 'table')).toEqual([]);
			expect(JSON.stringify(blocks)).toContain('Entendu, sans suite notée : ');
		}));

	it('groups the offers of one member in one row', () =>
		inTestCollective(async (ctx) => {
			const member = await aMember(ctx, 'a');
			for (const code of ['salle', 'camion'])
				await aNeed(ctx, code, { organisations: [member], sense: 'offer' });
			const tables = (await blocksOf(ctx)).flatMap((one) => (one.kind === 'table' ? [one] : []));
			expect(tables.map((table) => table.rows.length)).toEqual([1]);
		}));

	it('is absent when nothing was heard', () =>
		inTestCollective(async (ctx) => {
			expect(await annualReport.write(ctx, writer(ctx))).toEqual([]);
		}));
});
