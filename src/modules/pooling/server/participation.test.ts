import { expect, it } from 'vitest';
import { wordsOf } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { group, groupParticipant } from '#modules/groups/index.ts';
import { membership, organisation } from '#modules/network/index.ts';
import { visit } from '#modules/visits/index.ts';
import { participationPart } from './participation.ts';

const writer: Writer = {
	year: 2023,
	asOf: '2023-12-31',
	figure: () => Promise.reject(new Error('a table of names has no figure'))
};

async function aMember(ctx: Context, code: string, name: string): Promise<string> {
	const [row] = await ctx.db
		.insert(organisation)
		.values({ audience: 'public', code, name, nature: 'association' })
		.returning({ id: organisation.id });
	if (!row) throw new Error('no row');
	await ctx.db.insert(membership).values({ audience: 'public', organisationId: row.id });
	return row.id;
}

async function sitsIn(ctx: Context, organisationId: string, code: string, number: string) {
	const [row] = await ctx.db
		.insert(group)
		.values({ audience: 'public', code, name: code, number, type: 'workingGroup', circle: 'ptce' })
		.returning({ id: group.id });
	if (!row) throw new Error('no row');
	await ctx.db
		.insert(groupParticipant)
		.values({ audience: 'public', groupId: row.id, organisationId, role: 'member' });
}

async function isVisited(ctx: Context, organisationId: string) {
	await ctx.db.insert(visit).values({
		audience: 'public',
		code: 'v',
		organisationId,
		date: partialDate('2023-10'),
		dateLast: '2023-10-31',
		state: 'held'
	});
}

async function rows(ctx: Context): Promise<string[][]> {
	const [part] = await participationPart(ctx, writer);
	const [table] = part?.blocks ?? [];
	return table?.kind === 'table' ? table.rows.map((row) => row.map(wordsOf)) : [];
}

it('tells what each member took part in, and a dash where nobody names it', () =>
	inTestCollective(async (ctx) => {
		const quay = await aMember(ctx, 'quai', 'Atelier du Quai');
		await aMember(ctx, 'moulin', 'Moulin Neuf');
		await sitsIn(ctx, quay, 'eau', 'GT1');
		await sitsIn(ctx, quay, 'bois', 'GT2');
		await isVisited(ctx, quay);
		expect(await rows(ctx)).toEqual([
			['Atelier du Quai', 'octobre 2023', 'GT2, GT1'],
			['Moulin Neuf', '—', '—']
		]);
	}));

it('tells apart two groups that wear one number', () =>
	inTestCollective(async (ctx) => {
		const quay = await aMember(ctx, 'quai', 'Atelier du Quai');
		await sitsIn(ctx, await aMember(ctx, 'moulin', 'Moulin Neuf'), 'eau', 'GT7');
		await sitsIn(ctx, quay, 'bois', 'GT7');
		await isVisited(ctx, quay);
		expect((await rows(ctx)).map((row) => row[2])).toEqual(['GT7 bois', 'GT7 eau']);
	}));

it('is left out when only one sort of thing is known: its own chapter tells it', () =>
	inTestCollective(async (ctx) => {
		const quay = await aMember(ctx, 'quai', 'Atelier du Quai');
		await aMember(ctx, 'moulin', 'Moulin Neuf');
		await isVisited(ctx, quay);
		expect(await rows(ctx)).toEqual([]);
	}));
