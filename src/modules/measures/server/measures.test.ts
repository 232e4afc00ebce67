import { describe, expect, test } from 'vitest';
import { PUBLIC } from '#core/actor.ts';
import { wordsOf } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Quantity } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { saveRecord } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { doubts } from './doubts.ts';
import { measureKind, readingKind } from './exchange.ts';
import { measureMetrics } from './metrics.ts';
import { measurePage, measuresPage } from './pages.ts';
import { annualReport } from './report.ts';

const exact = (value: number): Quantity => ({ value, qualifier: 'exact' });

async function aMeasure(
	ctx: Context,
	code: string,
	readings: [string, Quantity, string?][],
	options: { channel?: string; cumulative?: boolean; audience?: Audience } = {}
) {
	const measure = await saveRecord(ctx, measureKind, {
		code,
		label: `Mesure ${code}`,
		unit: 'abonnés',
		channel: options.channel ?? null,
		definition: 'Nombre d’abonnés de la page.',
		cumulative: options.cumulative ?? null,
		audience: options.audience ?? null,
		source: null
	});
	for (const [on, value, said] of readings)
		await saveRecord(ctx, readingKind, {
			measureId: measure.id,
			on: partialDate(on),
			value,
			saidValue: said ?? null,
			enteredBy: null,
			remark: null,
			audience: options.audience ?? null,
			source: `lu le ${on}`
		});
}

const followers = (ctx: Context, readings: [string, Quantity][]) =>
	aMeasure(ctx, 'page', readings, { channel: 'Réseau', cumulative: true });

async function figure(ctx: Context, id: string, year = 2023) {
	const metric = (await measureMetrics(ctx)).find((one) => one.id === id);
	return metric?.compute(countingAll(ctx), { year });
}

const writer = (ctx: Context): Writer => ({
	year: 2023,
	asOf: '2023-12-31',
	figure: async (id) => {
		const value = await figure(ctx, id);
		if (!value) throw new Error(`no metric ${id}`);
		const { qualifier = 'exact' } = value;
		return { metric: id, label: id, value: value.value, qualifier, unit: '', rule: '', path: id };
	}
});

async function report(ctx: Context) {
	const parts = await annualReport.write(ctx, writer(ctx));
	return { parts, text: JSON.stringify(parts) };
}

describe('a measure', () => {
	test('is a declared figure, worth its last reading of the year', () =>
		inTestCollective(async (ctx) => {
			await followers(ctx, [
				['2023-06-30', exact(737)],
				['2023-12-31', exact(1016)],
				['2024-03', exact(1100)]
			]);
			expect(await figure(ctx, 'measures.page')).toMatchObject({
				value: 1016,
				source: 'lu le 2023-12-31'
			});
			expect((await figure(ctx, 'measures.page', 2022))?.value).toBeNull();
			expect(await figure(ctx, 'measures.page.gain')).toMatchObject({ value: 279 });
		}));

	test('counts the same for a reader who may not open its readings', () =>
		inTestCollective(async (ctx) => {
			await aMeasure(ctx, 'interne', [['2023-05', exact(12)]], { audience: 'team' });
			const asPublic: Context = { ...ctx, actor: PUBLIC };
			expect((await figure(asPublic, 'measures.interne'))?.value).toBe(12);
			expect((await measuresPage(asPublic, 1)).total).toBe(0);
			await expect(measurePage(asPublic, 'interne', 1)).rejects.toThrow('n’existe pas');
			expect((await report(asPublic)).parts).toEqual([]);
		}));

	test('that does not grow by addition has no gain', () =>
		inTestCollective(async (ctx) => {
			await aMeasure(ctx, 'ptce', [['2023-12', exact(203)]], { channel: 'Réseau' });
			expect(await figure(ctx, 'measures.ptce.gain')).toBeUndefined();
		}));
});

describe('the report', () => {
	test('tells followers with the communication work, other measures in the annex only', () =>
		inTestCollective(async (ctx) => {
			await followers(ctx, [
				['2023-06-30', exact(737)],
				['2023-12-31', exact(1016)]
			]);
			await aMeasure(ctx, 'ptce', [['2023-12', exact(203)]], { channel: 'Réseau' });
			const { parts, text } = await report(ctx);
			expect(parts.map((part) => part.chapter)).toEqual(['commissions', 'chiffres']);
			expect(JSON.stringify(parts[0])).not.toContain('203');
			expect(text).toContain('au 31 décembre 2023');
			expect(text).toContain('279 de plus qu’au 30 juin 2023');
			expect(text).toContain('"chart":"bars"');
		}));

	test('draws a line from four points', () =>
		inTestCollective(async (ctx) => {
			await followers(
				ctx,
				[1, 2, 3, 4].map((month): [string, Quantity] => [`2023-0${String(month)}`, exact(month)])
			);
			expect((await report(ctx)).text).toContain('"chart":"line"');
		}));

	test('says in the annex that a reading is old', () =>
		inTestCollective(async (ctx) => {
			await aMeasure(ctx, 'ancienne', [['2021', exact(3)]]);
			expect((await report(ctx)).text).toContain('2021 (ancien)');
		}));

	test('has no chapter without measures', () =>
		inTestCollective(async (ctx) => {
			expect((await report(ctx)).parts).toEqual([]);
		}));
});

test('open figures, falls and forgotten measures are doubts', () =>
	inTestCollective(async (ctx) => {
		await followers(ctx, [
			['2023-01', exact(10)],
			['2023-02', exact(8)]
		]);
		await aMeasure(ctx, 'supports', [['2023-09', { value: 150, qualifier: 'atLeast' }, '150+']]);
		await aMeasure(ctx, 'oubliee', [['2021', exact(3)]]);
		await aMeasure(ctx, 'vide', []);
		const found = async (id: string) =>
			(await doubts.find((one) => one.id === id)?.find(ctx))?.map((one) => one.finding);
		expect(await found('measures.open-figure')).toEqual([
			'Mesure supports : « 150+ » (septembre 2023).'
		]);
		expect(await found('measures.going-down')).toEqual([
			'Mesure page : 10 (janvier 2023), puis 8 (février 2023).'
		]);
		expect(await found('measures.no-reading')).toEqual([
			'Mesure oubliee : dernier relevé, 2021.',
			'Mesure vide : aucune valeur.'
		]);
		expect(await found('measures.no-source')).toEqual([]);
	}));

test('the page of a measure shows the latest readings first', () =>
	inTestCollective(async (ctx) => {
		await followers(
			ctx,
			[1, 2, 3, 4].map((month): [string, Quantity] => [`2023-0${String(month)}`, exact(month)])
		);
		const { blocks, more } = await measurePage(ctx, 'page', 1);
		const table = blocks.find((block) => block.kind === 'table');
		expect(table?.rows.map((row) => wordsOf(row[0] ?? ''))).toEqual([
			'avril 2023',
			'mars 2023',
			'février 2023',
			'janvier 2023'
		]);
		expect(blocks.map((block) => block.kind)).toContain('chart');
		expect(more).toBe(false);
		expect((await measuresPage(ctx, 2)).blocks).toEqual([]);
	}));
