import { expect, it } from 'vitest';
import { wordsOf, type Block } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { annualReport } from './report.ts';
import { organisation, person, role } from './tables.ts';

const writer: Writer = {
	year: 2023,
	asOf: '2023-12-31',
	figure: (id) =>
		Promise.resolve({
			metric: id,
			label: id,
			value: null,
			qualifier: 'exact',
			unit: '',
			rule: '',
			path: ''
		})
};

/** Somebody in the bureau of the collective, until a date or for an unknown time. */
async function sits(ctx: Context, firstName: string, until: string | null): Promise<void> {
	const code = ctx.collective.code;
	await ctx.db
		.insert(organisation)
		.values({ audience: 'public', code, name: 'La collective', nature: 'association' })
		.onConflictDoNothing();
	const [own] = await ctx.db.select({ id: organisation.id }).from(organisation);
	const [row] = await ctx.db
		.insert(person)
		.values({ audience: 'public', code: firstName.toLowerCase(), firstName })
		.returning({ id: person.id });
	if (!own || !row) throw new Error('no row');
	await ctx.db.insert(role).values({
		audience: 'public',
		personId: row.id,
		organisationId: own.id,
		function: 'coPresidency',
		title: 'coprésidente',
		until: until ? partialDate(until) : null
	});
}

async function bureau(ctx: Context): Promise<Block[]> {
	const parts = await annualReport.write(ctx, writer);
	return parts.filter((part) => part.chapter === 'bureau').flatMap((part) => part.blocks);
}

const names = (blocks: Block[]) =>
	blocks.flatMap((block) =>
		block.kind === 'table' ? block.rows.map((row) => wordsOf(row[0] ?? '')) : []
	);

const sentences = (blocks: Block[]) =>
	blocks.flatMap((block) => (block.kind === 'paragraph' ? [wordsOf(block.runs)] : []));

it('who sat until a year, without a day, is told apart from the bureau of the end of that year', () =>
	inTestCollective(async (ctx) => {
		await sits(ctx, 'Ada', null);
		await sits(ctx, 'Inès', '2023');
		const blocks = await bureau(ctx);
		expect(names(blocks)).toEqual(['Ada']);
		expect(sentences(blocks)).toEqual(['Inès : coprésidente jusqu’en 2023 (jour non renseigné).']);
	}));

it('who sat until the very last day of the year is of the bureau, and who left the year before is not', () =>
	inTestCollective(async (ctx) => {
		await sits(ctx, 'Ada', '2023-12-31');
		await sits(ctx, 'Inès', '2022');
		const blocks = await bureau(ctx);
		expect(names(blocks)).toEqual(['Ada']);
		expect(sentences(blocks)).toEqual([]);
	}));
