import { wordsOf } from '#core/blocks.ts';
import { describe, expect, it } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { saveRecord } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { membership, organisation } from '#modules/network/index.ts';
import { doubts } from './doubts.ts';
import {
	deliverableKind,
	groupKind,
	groupLineageKind,
	groupParticipantKind,
	groupSheetKind,
	roadMapItemKind
} from './exchange.ts';
import { dynamicMetrics } from './group-metrics.ts';
import { groupCards, groupSheet } from './group-page.ts';
import { metrics } from './metrics.ts';
import { listReportPlaces } from './places.ts';
import { annualReport } from './report.ts';
import { waiting } from './waiting.ts';

const NOTHING = { audience: 'public' as const, source: null };
const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });

async function anOrganisation(ctx: Context, code: string, name: string, member: boolean) {
	const [row] = await ctx.db
		.insert(organisation)
		.values({ audience: 'public', code, name, nature: 'association' })
		.returning({ id: organisation.id });
	if (!row) throw new Error('no row');
	if (member)
		await ctx.db.insert(membership).values({ audience: 'public', organisationId: row.id });
	return row.id;
}

async function aGroup(
	ctx: Context,
	code: string,
	name: string,
	more: Partial<Parameters<typeof saveRecord<(typeof groupKind)['columns']>>[2]> = {}
) {
	const { id } = await saveRecord(ctx, groupKind, {
		code,
		name,
		number: null,
		type: 'workingGroup',
		circle: 'ptce',
		purpose: null,
		composition: null,
		position: null,
		activeFrom: null,
		activeUntil: null,
		...NOTHING,
		...more
	});
	return id;
}

async function takesPart(
	ctx: Context,
	groupId: string,
	organisationId: string,
	more: { role?: 'pilot' | 'member'; openList?: boolean; until?: string } = {}
) {
	await saveRecord(ctx, groupParticipantKind, {
		groupId,
		organisationId,
		personId: null,
		role: more.role ?? 'member',
		from: null,
		until: more.until ? partialDate(more.until) : null,
		openList: more.openList ?? null,
		remark: null,
		...NOTHING
	});
}

/** Two groups wear GT1; one has a pilot, a member who left, a sheet, and an open list. */
async function twoGroups(ctx: Context) {
	const quay = await anOrganisation(ctx, 'quai', 'Atelier du Quai', true);
	const mill = await anOrganisation(ctx, 'moulin', 'Moulin Neuf', false);
	const gone = await anOrganisation(ctx, 'ancre', 'Ancre', true);
	const water = await aGroup(ctx, 'eau', 'Eau', { number: 'GT1', position: 1 });
	const wood = await aGroup(ctx, 'bois', 'Bois', { number: 'GT1', position: 2 });
	await takesPart(ctx, water, quay, { role: 'pilot', openList: true });
	await takesPart(ctx, water, gone, { until: '2022' });
	await saveRecord(ctx, groupSheetKind, {
		groupId: water,
		year: 2023,
		context: fromMarkdown('La rivière monte.'),
		activities: null,
		prospects: null,
		...NOTHING
	});
	return { quay, mill, water, wood };
}

const find = (ctx: Context, id: string) => doubts.find((one) => one.id === id)?.find(ctx);

function writer(ctx: Context): Writer {
	return {
		year: 2023,
		asOf: '2023-12-31',
		figure: async (id) => {
			const metric = [...metrics, ...(await dynamicMetrics(ctx))].find((one) => one.id === id);
			if (!metric) throw new Error(`no metric ${id}`);
			const { value } = await metric.compute(countingAll(ctx), { year: 2023 });
			const { label, unit, rule } = metric;
			return { metric: id, label, value, qualifier: 'exact', unit, rule, path: `/chiffres/${id}` };
		}
	};
}

describe('two groups with the same number', () => {
	it('are both accepted, and told as a doubt', () =>
		inTestCollective(async (ctx) => {
			await twoGroups(ctx);
			expect((await find(ctx, 'groups.same-number'))?.map((one) => one.finding)).toEqual([
				'GT1 est porté par « Eau » et « Bois ».'
			]);
		}));

	it('open two chapters', () =>
		inTestCollective(async (ctx) => {
			await twoGroups(ctx);
			const parts = await annualReport.write(ctx, writer(ctx));
			const opened = parts.flatMap((part) => part.opens ?? []);
			expect(opened).toMatchObject([
				{ position: 1010, title: 'GT1 — Eau' },
				{ position: 1011, title: 'GT1 — Bois' }
			]);
		}));
});

describe('who takes part', () => {
	it('those who left before the year are neither listed nor counted', () =>
		inTestCollective(async (ctx) => {
			await twoGroups(ctx);
			const page = JSON.stringify((await groupSheet(ctx, 'eau', 2023)).blocks);
			expect(page).toContain('Atelier du Quai');
			expect(page).not.toContain('Ancre');
			const own = (await dynamicMetrics(ctx)).find((one) => one.id === 'groups.participants.eau');
			expect((await own?.compute(countingAll(ctx), { year: 2023 }))?.value).toBe(1);
			expect((await own?.compute(countingAll(ctx), { year: 2022 }))?.value).toBe(2);
		}));

	it('an open list is said on the page, and asked about', () =>
		inTestCollective(async (ctx) => {
			await twoGroups(ctx);
			expect(JSON.stringify((await groupSheet(ctx, 'eau', 2023)).blocks)).toContain(
				'Liste ouverte'
			);
			expect(await find(ctx, 'groups.open-list')).toHaveLength(1);
		}));

	it('a group without pilot or participant is said to be so', () =>
		inTestCollective(async (ctx) => {
			await twoGroups(ctx);
			expect((await find(ctx, 'groups.no-pilot'))?.map((one) => one.path)).toEqual([
				'/groupes/bois'
			]);
			expect((await find(ctx, 'groups.nobody'))?.map((one) => one.path)).toEqual(['/groupes/bois']);
			expect(JSON.stringify((await groupSheet(ctx, 'bois', 2023)).blocks)).toContain('à pourvoir');
		}));

	it('an organisation that sits in a commission without being a member is a doubt; a partner is not', () =>
		inTestCollective(async (ctx) => {
			const { mill } = await twoGroups(ctx);
			const commission = await aGroup(ctx, 'entraide', 'Entraide', {
				type: 'commission',
				circle: 'association'
			});
			await takesPart(ctx, commission, mill);
			expect((await find(ctx, 'groups.not-a-member'))?.map((one) => one.finding)).toEqual([
				'Moulin Neuf siège dans « Entraide » sans être membre de Balise.'
			]);
		}));

	it('the same organisation in two groups counts once', () =>
		inTestCollective(async (ctx) => {
			const { quay, wood } = await twoGroups(ctx);
			await takesPart(ctx, wood, quay);
			const all = metrics.find((one) => one.id === 'groups.participants');
			expect((await all?.compute(countingAll(ctx), { year: 2023 }))?.value).toBe(1);
		}));
});

it('a group born of a split says so, and so does its origin', () =>
	inTestCollective(async (ctx) => {
		const { water, wood } = await twoGroups(ctx);
		await saveRecord(ctx, groupLineageKind, {
			originId: water,
			bornId: wood,
			nature: 'split',
			on: partialDate('2023'),
			reason: null,
			...NOTHING
		});
		const textOf = async (code: string) =>
			(await groupSheet(ctx, code, 2023)).blocks.flatMap((block) =>
				block.kind === 'paragraph' ? [wordsOf(block.runs)] : []
			);
		expect(await textOf('bois')).toEqual([
			'Ce groupe est né en 2023 de la scission de « GT1 — Eau ».'
		]);
		expect(await textOf('eau')).toEqual([
			'Ce groupe s’est scindé en 2023 : « GT1 — Bois » en est issu.'
		]);
	}));

describe('what waits', () => {
	it('a late point of the road map, and a group that wrote nothing this year', () =>
		inTestCollective(async (ctx) => {
			const { water } = await twoGroups(ctx);
			await saveRecord(ctx, roadMapItemKind, {
				code: 'digue',
				groupId: water,
				year: 2023,
				decidedOn: partialDate('2023-01'),
				position: 1,
				title: 'Relever la digue',
				state: 'todo',
				owner: null,
				due: partialDate('2024-02'),
				...NOTHING
			});
			expect((await waiting(ctx)).map((one) => [one.title, one.because])).toEqual([
				['GT1 — Eau : Relever la digue', 'point de feuille de route en retard'],
				['GT1 — Bois', 'sans nouvelles : la fiche de 2023 n’est pas écrite']
			]);
		}));
});

it('road map points without a state have no number done, rather than zero', () =>
	inTestCollective(async (ctx) => {
		const { water } = await twoGroups(ctx);
		const point = {
			groupId: water,
			year: 2023,
			decidedOn: null,
			position: null,
			owner: null,
			due: null,
			...NOTHING
		};
		await saveRecord(ctx, roadMapItemKind, { ...point, code: 'a', title: 'A', state: 'unknown' });
		const done = metrics.find((one) => one.id === 'groups.roadMapDone');
		expect((await done?.compute(countingAll(ctx), { year: 2023 }))?.value).toBeNull();
		await saveRecord(ctx, roadMapItemKind, { ...point, code: 'b', title: 'B', state: 'done' });
		expect(await done?.compute(countingAll(ctx), { year: 2023 })).toMatchObject({
			value: 1,
			qualifier: 'atLeast'
		});
	}));

it('deliverables of a commission are not those of the working groups', () =>
	inTestCollective(async (ctx) => {
		const { water } = await twoGroups(ctx);
		const commission = await aGroup(ctx, 'entraide', 'Entraide', {
			type: 'commission',
			circle: 'association'
		});
		const produced = { sort: null, on: null, state: 'produced', remark: null, ...NOTHING } as const;
		await saveRecord(ctx, deliverableKind, { ...produced, code: 'a', groupId: water, title: 'A' });
		await saveRecord(ctx, deliverableKind, {
			...produced,
			code: 'b',
			groupId: commission,
			title: 'B'
		});
		const value = async (id: string) =>
			(await metrics.find((one) => one.id === id)?.compute(countingAll(ctx), { year: 2023 }))
				?.value;
		expect(await value('groups.deliverables')).toBe(2);
		expect(await value('groups.workingDeliverables')).toBe(1);
	}));

describe('a group kept for the team', () => {
	it('has no card, no chapter and no place for the public, but counts for all', () =>
		inTestCollective(async (ctx) => {
			await aGroup(ctx, 'secret', 'Secret', { audience: 'team' });
			const open = as(ctx, PUBLIC);
			expect(await groupCards(open, 2023)).toEqual([]);
			expect((await listReportPlaces(open, 2023)).size).toBe(0);
			await expect(groupSheet(open, 'secret', 2023)).rejects.toThrow('n’existe pas');
			const working = metrics.find((one) => one.id === 'groups.working');
			expect((await working?.compute(countingAll(open), { year: 2023 }))?.value).toBe(1);
		}));
});

it('a collective without groups gets no chapter', () =>
	inTestCollective(async (ctx) => {
		expect(await annualReport.write(ctx, writer(ctx))).toEqual([]);
	}));
