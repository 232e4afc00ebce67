import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { declarePermissions, PUBLIC } from '#core/actor.ts';
import { wordsOf, type Block } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { answers, type Writer } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { saveRecord, saveRecords } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective, rowsBehind } from '#core/server/testing.ts';
import { module } from '../module.ts';
import { refreshMemberships } from './commands.ts';
import { doubts } from './doubts.ts';
import {
	communeKind,
	epciKind,
	epciMembershipKind,
	indicatorKind,
	indicatorValueKind
} from './exchange.ts';
import { metrics } from './metrics.ts';
import { objects } from './objects.ts';
import { epciPage } from './pages.ts';
import { communesForMap, readPerimeter } from './queries.ts';
import { annualReport } from './report.ts';
import { commune, epciMembership } from './tables.ts';

declarePermissions(answers(module.permissions));

const DAY = '2023-12-31';
const CAPH = '200042190';
const COSTREVENT = '245901152';

const aCommune = (code: string) => ({
	code,
	name: null,
	latitude: 50.3,
	longitude: 3.4,
	source: null
});

/** Denain and Émerchicourt, both of the same EPCI today; Émerchicourt was of another in 2023. Caudry apart. */
async function aPerimeter(ctx: Context) {
	await saveRecords(ctx, anyKind(communeKind), ['59172', '59192', '59139'].map(aCommune));
	await saveRecord(ctx, epciKind, {
		code: CAPH,
		acronym: 'CAPH',
		usualName: 'Porte du Hainaut',
		organisationCode: 'caph',
		source: null
	});
	const [row] = await ctx.db
		.select({ id: commune.id })
		.from(commune)
		.where(eq(commune.code, '59192'));
	await saveRecord(ctx, epciMembershipKind, {
		communeId: row?.id ?? '',
		epciCode: COSTREVENT,
		from: partialDate('2023-01-01'),
		until: partialDate('2024-01-01'),
		source: 'Découpage administratif 2023'
	});
	await refreshMemberships(ctx);
}

const figure = (ctx: Context, id: string, year = 2023) =>
	metrics.find((one) => one.id === id)?.compute(countingAll(ctx), { year });

const writer = (ctx: Context): Writer => ({
	year: 2023,
	asOf: DAY,
	figure: async (id) => {
		const value = await figure(ctx, id);
		const metric = metrics.find((one) => one.id === id);
		if (!metric || !value) throw new Error(`no metric ${id}`);
		return {
			metric: id,
			label: metric.label,
			value: value.value,
			qualifier: 'exact',
			unit: metric.unit,
			rule: metric.rule,
			path: `/chiffres/${id}`
		};
	}
});

async function report(ctx: Context) {
	const blocks: Block[] = (await annualReport.write(ctx, writer(ctx))).flatMap(
		(part) => part.blocks
	);
	return { blocks, text: JSON.stringify(blocks) };
}

describe('a commune', () => {
	test('takes its name, arrondissement and population from the official list', () =>
		inTestCollective(async (ctx) => {
			await saveRecords(ctx, anyKind(communeKind), [aCommune('59136')]);
			const [row] = await ctx.db.select().from(commune);
			expect(row).toMatchObject({
				name: 'Le Cateau-Cambrésis',
				arrondissementName: 'Cambrai',
				departmentCode: '59',
				population: 6764
			});
			expect(row?.postalCodes).toContain('59360');
		}));

	test('is read under its present code, and an unknown one is refused', () => {
		const { code } = communeKind.columns;
		expect(code.type.read('59417')).toEqual({ value: '59122' });
		expect(code.type.read('59400 ')).toHaveProperty('refusal');
		expect(communeKind.check?.(aCommune('59999'))).toHaveLength(1);
		expect(communeKind.check?.({ ...aCommune('59999'), name: 'Ailleurs' })).toEqual([]);
	});
});

describe('the intercommunality of a commune', () => {
	test('comes from the official list, except where a dated row says otherwise', () =>
		inTestCollective(async (ctx) => {
			await aPerimeter(ctx);
			const before = await readPerimeter(ctx, DAY);
			expect(before.elsewhere).toMatchObject([
				{ commune: { name: 'Émerchicourt' }, epci: "CA Coeur d'Ostrevent" }
			]);
			expect(before.epcis.map((one) => [one.code, one.communes.length])).toEqual([
				[CAPH, 1],
				['200030633', 1]
			]);
			const after = await readPerimeter(ctx, '2024-01-01');
			expect(after.elsewhere).toEqual([]);
			expect(after.epcis[0]?.communes.map((one) => one.name)).toEqual(['Denain', 'Émerchicourt']);
		}));

	test('is refreshed without change, and follows a new official list', () =>
		inTestCollective(async (ctx) => {
			await aPerimeter(ctx);
			const rows = () => ctx.db.select().from(epciMembership).orderBy(epciMembership.id);
			const first = await rows();
			await refreshMemberships(ctx);
			expect(await rows()).toEqual(first);

			const [denain] = await ctx.db
				.select({ id: commune.id })
				.from(commune)
				.where(eq(commune.code, '59172'));
			await saveRecord(ctx, epciMembershipKind, {
				communeId: denain?.id ?? '',
				epciCode: '245901160',
				from: null,
				until: null,
				source: 'Découpage administratif 2019 (INSEE, DGCL)'
			});
			await refreshMemberships(ctx);
			expect(await rows()).toEqual(first);
		}));

	test('is not for the public to change', () =>
		inTestCollective(async (ctx) => {
			await expect(refreshMemberships(ctx)).rejects.toThrow('connectez-vous');
		}, PUBLIC));
});

describe('the figures of the perimeter', () => {
	test('count communes once, and no neighbour for one exception', () =>
		inTestCollective(async (ctx) => {
			await aPerimeter(ctx);
			expect((await figure(ctx, 'territory.communes'))?.value).toBe(3);
			expect((await figure(ctx, 'territory.epcis'))?.value).toBe(2);
			expect((await figure(ctx, 'territory.epcis', 2024))?.value).toBe(2);
			const population = await figure(ctx, 'territory.population');
			const rows = await rowsBehind(
				countingAll(ctx),
				metrics.find(({ id }) => id === 'territory.population'),
				{ year: 2023 }
			);
			expect(rows.map((row) => row.label)).toEqual(['Caudry', 'Denain', 'Émerchicourt']);
			expect(population?.value).toBeGreaterThan(33_000);
			expect(rows[1]?.path).toBe(`/territoire/${CAPH}`);
		}));

	test('are the same for everybody, and unknown without communes', () =>
		inTestCollective(async (ctx) => {
			expect((await figure(ctx, 'territory.population'))?.value).toBeNull();
			expect(await annualReport.write(ctx, writer(ctx))).toEqual([]);
		}, PUBLIC));
});

describe('the report', () => {
	test('says which commune was elsewhere that year, and a table whose rows add up', () =>
		inTestCollective(async (ctx) => {
			await aPerimeter(ctx);
			const { text, blocks } = await report(ctx);
			expect(text).toContain("Émerchicourt (CA Coeur d'Ostrevent, nom de 2026)");
			expect(text).toContain('millésime 2026');
			const table = blocks.find((block) => block.kind === 'table');
			expect(table?.rows.map((row) => row[2])).toEqual(['1', '1', '1', '3']);
		}));

	test('sets places side by side, with the age and the source of the data', () =>
		inTestCollective(async (ctx) => {
			await aPerimeter(ctx);
			await indicators(ctx);
			const { text, blocks } = await report(ctx);
			expect(text).toContain('Taux de chômage (%)');
			expect(text).toContain('Insee 2018 ; cité par : un dossier — Population ; Taux de chômage.');
			expect(text).toContain('ils avaient 5 ans fin 2023');
			const chart = blocks.find((block) => block.kind === 'chart');
			expect(chart?.title).toBe(
				'Valenciennes et Cambrai diffèrent le plus par « Population » (de 1 à 2,2), le moins par « Taux de chômage » (de 1 à 1,04)'
			);
		}));
});

async function indicators(ctx: Context) {
	const values = { population: [351624, 161111], chomage: [20.3, 19.5] };
	const labels = { population: ['Population', 'habitants'], chomage: ['Taux de chômage', '%'] };
	for (const code of ['population', 'chomage'] as const) {
		const [label = '', unit = ''] = labels[code];
		const line = await saveRecord(ctx, indicatorKind, {
			code,
			label,
			unit,
			position: code === 'population' ? 1 : 2,
			definition: null,
			source: null
		});
		const [first = 0, second = 0] = values[code];
		for (const [place, value] of [
			['596', first],
			['592', second]
		] as const)
			await saveRecord(ctx, indicatorValueKind, {
				indicatorId: line.id,
				level: 'arrondissement',
				place,
				period: '2018',
				value,
				source: 'Insee 2018',
				citedBy: 'un dossier'
			});
	}
}

test('the page of an intercommunality lists its communes without minding their article', () =>
	inTestCollective(async (ctx) => {
		await saveRecords(
			ctx,
			anyKind(communeKind),
			['59136', '59139', '59149', '59191'].map(aCommune)
		);
		await refreshMemberships(ctx);
		const page = await epciPage(ctx, '200030633', 1, (code) => `/organisations/${code}`);
		const table = page.blocks.find((block) => block.kind === 'table');
		expect(table?.rows.map((row) => wordsOf(row[0] ?? ''))).toEqual([
			'Le Cateau-Cambrésis',
			'Caudry',
			'Clary',
			'Élincourt'
		]);
		expect(JSON.stringify(page.blocks)).toContain('Communauté d’agglomération');
		await expect(epciPage(ctx, '999999999', 1, String)).rejects.toThrow(
			'n’est pas dans le périmètre'
		);
	}));

test('an intercommunality is found by the names of its communes', () =>
	inTestCollective(async (ctx) => {
		await aPerimeter(ctx);
		const { epcis } = await readPerimeter(ctx, DAY);
		const [found] = (await objects[0]?.describe(ctx, [epcis[0]?.id ?? ''])) ?? [];
		expect(found?.title).toBe('Porte du Hainaut');
		expect(found?.text).toContain('Denain');
	}));

test('the map gives each commune its intercommunality of the year', () =>
	inTestCollective(async (ctx) => {
		await aPerimeter(ctx);
		const names = (await communesForMap(ctx, DAY)).map((one) => [one.name, one.epci]);
		expect(names).toContainEqual(['Denain', 'Porte du Hainaut']);
		expect(names).toContainEqual(['Émerchicourt', "CA Coeur d'Ostrevent"]);
	}));

test('a commune counted nowhere is a doubt, a commune held twice too', () =>
	inTestCollective(async (ctx) => {
		await aPerimeter(ctx);
		const found = async (id: string) =>
			(await doubts.find((one) => one.id === id)?.find(ctx))?.map((one) => one.finding) ?? [];
		expect(await found('territory.elsewhere')).toEqual([
			expect.stringContaining('Émerchicourt (59192)')
		]);
		expect(await found('territory.two-epcis')).toEqual([]);
		const [row] = await ctx.db
			.select({ id: commune.id })
			.from(commune)
			.where(eq(commune.code, '59192'));
		await saveRecord(ctx, epciMembershipKind, {
			communeId: row?.id ?? '',
			epciCode: CAPH,
			from: partialDate('2023-06-01'),
			until: null,
			source: null
		});
		expect(await found('territory.two-epcis')).toEqual([expect.stringContaining('1er juin 2023')]);
	}));
