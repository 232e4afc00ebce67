import { describe, expect, it } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import type { Block } from '#core/blocks.ts';
import { Refused } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { saveRecord } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { membership, organisation } from '#modules/network/index.ts';
import { doubts, waiting } from './doubts.ts';
import { visitFactKind, visitKind, visitPassageKind } from './exchange.ts';
import { metrics } from './metrics.ts';
import { objects } from './objects.ts';
import { WHOLE } from '#core/server/relation.ts';
import { countCoverage, listCoverage, listPlanned } from './coverage.ts';
import { getVisit } from './queries.ts';
import { annualReport } from './report.ts';

async function aMember(ctx: Context, code: string, name: string): Promise<string> {
	const [row] = await ctx.db
		.insert(organisation)
		.values({ audience: 'public', code, name, nature: 'association' })
		.returning({ id: organisation.id });
	if (!row) throw new Error('no row');
	await ctx.db.insert(membership).values({ audience: 'public', organisationId: row.id });
	return row.id;
}

/** Two members; the workshop was visited in November 2023, and told of a dispute. */
async function aVisitedWorkshop(ctx: Context) {
	const workshop = await aMember(ctx, 'atelier', 'Atelier du Quai');
	const kitchen = await aMember(ctx, 'cantine', 'Cantine des Halles');
	const visit = await saveRecord(ctx, visitKind, {
		code: '2023-11-atelier',
		organisationId: workshop,
		date: partialDate('2023-11'),
		title: null,
		quote: 'À plusieurs, on tient.',
		quoteConsented: true,
		state: 'published',
		position: 1,
		declaredAudience: 'public' as const,
		source: 'carnet'
	});
	const passage = {
		visitId: visit.id,
		section: 'relation',
		sensitiveBecause: null,
		declaredAudience: 'public' as const,
		source: null
	} as const;
	await saveRecord(ctx, visitPassageKind, {
		...passage,
		rank: 1,
		text: fromMarkdown('Entrée pour partager des outils.'),
		sensitive: false,
		consent: 'granted',
		consentEdition: null
	});
	const sensitive = await saveRecord(ctx, visitPassageKind, {
		...passage,
		rank: 2,
		text: fromMarkdown('Un litige avec un ancien salarié.'),
		sensitive: true,
		consent: 'toAsk',
		consentEdition: null
	});
	await saveRecord(ctx, visitFactKind, {
		visitId: visit.id,
		rank: 1,
		label: 'Salariés',
		value: { value: 80, qualifier: 'about' },
		text: null,
		unit: 'personnes',
		year: '2023',
		audience: 'public' as const,
		source: null
	});
	return { workshop, kitchen, visitId: visit.id, sensitiveId: sensitive.id, passage };
}

const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });

const writer = (ctx: Context): Writer => ({
	year: 2023,
	asOf: '2023-12-31',
	figure: async (id) => {
		const metric = metrics.find((one) => one.id === id);
		if (!metric) throw new Error(`no metric ${id}`);
		const value = await metric.compute(countingAll(ctx), { year: 2023 });
		return {
			metric: id,
			label: metric.label,
			value: value.value,
			qualifier: value.qualifier ?? 'exact',
			unit: metric.unit,
			rule: metric.rule,
			path: `/chiffres/${id}`
		};
	}
});

const metric = (ctx: Context, id: string) =>
	metrics.find((one) => one.id === id)?.compute(countingAll(ctx), { year: 2023 });

describe('a passage that waits for an agreement', () => {
	it('is read by the team and by nobody else', () =>
		inTestCollective(async (ctx) => {
			await aVisitedWorkshop(ctx);
			const forAll = await getVisit(as(ctx, PUBLIC), '2023-11-atelier');
			const forTeam = await getVisit(as(ctx, signedIn('Ada')), '2023-11-atelier');
			expect(forAll.passages.map((one) => one.rank)).toEqual([1]);
			expect(forTeam.passages.map((one) => one.rank)).toEqual([1, 2]);
		}));

	it('is found by the team alone', () =>
		inTestCollective(async (ctx) => {
			const { sensitiveId } = await aVisitedWorkshop(ctx);
			const [found] =
				(await objects.find((one) => one.kind === 'visitPassage')?.describe(ctx, [sensitiveId])) ??
				[];
			expect(found?.audience).toBe('team');
		}));

	it('is not printed, even in the report that the operator writes', () =>
		inTestCollective(async (ctx) => {
			await aVisitedWorkshop(ctx);
			const parts = await annualReport.write(ctx, writer(ctx));
			const text = JSON.stringify(parts);
			expect(text).toContain('partager des outils');
			expect(text).not.toContain('litige');
		}));

	it('is printed once agreed to for that year', () =>
		inTestCollective(async (ctx) => {
			const { passage } = await aVisitedWorkshop(ctx);
			await saveRecord(ctx, visitPassageKind, {
				...passage,
				rank: 2,
				text: fromMarkdown('Un litige avec un ancien salarié.'),
				sensitive: true,
				consent: 'granted',
				consentEdition: 2023
			});
			const parts = await annualReport.write(ctx, writer(ctx));
			expect(JSON.stringify(parts)).toContain('litige');
		}));

	it('is a doubt that a person settles', () =>
		inTestCollective(async (ctx) => {
			await aVisitedWorkshop(ctx);
			const found = await doubts.find((one) => one.id === 'visits.consent')?.find(ctx);
			expect(found?.map((one) => one.finding)).toEqual([
				expect.stringContaining('Atelier du Quai')
			]);
			expect(JSON.stringify(found)).not.toContain('litige');
		}));
});

describe('the board of visits', () => {
	it('says who was never visited, and it waits on the desk of the team', () =>
		inTestCollective(async (ctx) => {
			await aVisitedWorkshop(ctx);
			const board = await listCoverage(ctx, '2023-12-31', WHOLE);
			expect(board.map(({ member, visit }) => [member.name, visit?.code])).toEqual([
				['Cantine des Halles', undefined],
				['Atelier du Quai', '2023-11-atelier']
			]);
			expect(await countCoverage(ctx, '2023-12-31')).toEqual({ members: 2, never: 1 });
			expect((await waiting(ctx)).map((one) => one.title)).toEqual(['Cantine des Halles']);
		}));

	it('a visit planned for December is not held', () =>
		inTestCollective(async (ctx) => {
			const { kitchen } = await aVisitedWorkshop(ctx);
			await saveRecord(ctx, visitKind, {
				code: '2023-12-cantine',
				organisationId: kitchen,
				date: partialDate('2023-12-12'),
				title: null,
				quote: null,
				quoteConsented: null,
				state: 'planned',
				position: null,
				declaredAudience: 'public' as const,
				source: null
			});
			expect((await metric(ctx, 'visits.held'))?.value).toBe(1);
			expect((await listPlanned(ctx, 20)).map(({ code }) => code)).toEqual(['2023-12-cantine']);
			expect(await countCoverage(ctx, '2023-12-31')).toEqual({ members: 2, never: 1 });
		}));

	it('two visits of one member are one member visited', () =>
		inTestCollective(async (ctx) => {
			const { workshop } = await aVisitedWorkshop(ctx);
			await saveRecord(ctx, visitKind, {
				code: '2023-03-atelier',
				organisationId: workshop,
				date: partialDate('2023-03'),
				title: null,
				quote: null,
				quoteConsented: null,
				state: 'held',
				position: null,
				declaredAudience: 'team',
				source: null
			});
			expect(await metric(ctx, 'visits.held')).toMatchObject({
				value: 2,
				coverage: '1 sur 2 membres'
			});
			expect((await metric(ctx, 'visits.members'))?.value).toBe(1);
			expect((await metric(as(ctx, PUBLIC), 'visits.held'))?.value).toBe(2);
		}));
});

describe('the chapter of the visits', () => {
	it('tells the visit in order: heading, facts, sections, quotation', () =>
		inTestCollective(async (ctx) => {
			await aVisitedWorkshop(ctx);
			const parts = await annualReport.write(ctx, writer(ctx));
			const blocks: Block[] = parts.flatMap((part) => part.blocks);
			const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
			expect(headings).toEqual([
				'Visite d’Atelier du Quai, novembre 2023',
				'Atelier du Quai et Balise'
			]);
			expect(JSON.stringify(blocks[0])).toContain('reste à visiter : ');
			expect(JSON.stringify(blocks)).toContain('près de 80 personnes');
			expect(blocks.some((block) => block.kind === 'quote')).toBe(true);
		}));

	it('is absent when nothing was recorded', () =>
		inTestCollective(async (ctx) => {
			expect(await annualReport.write(ctx, writer(ctx))).toEqual([]);
		}));
});

it('a quotation without consent is refused on an open visit', () =>
	inTestCollective(async (ctx) => {
		const { kitchen } = await aVisitedWorkshop(ctx);
		const act = saveRecord(ctx, visitKind, {
			code: '2023-12-cantine',
			organisationId: kitchen,
			date: partialDate('2023-12'),
			title: null,
			quote: 'On verra.',
			quoteConsented: false,
			state: 'held',
			position: null,
			declaredAudience: 'public' as const,
			source: null
		});
		await expect(act).rejects.toBeInstanceOf(Refused);
	}));
