import { describe, expect, it } from 'vitest';
import type { Block } from '#core/blocks.ts';
import { Refused } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { fromMarkdown } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import type { Writer } from '#core/server/contract.ts';
import { saveRecord } from '#core/server/records.ts';
import { countingAll } from '#core/server/permissions.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { group } from '#modules/groups/index.ts';
import { membership, organisation } from '#modules/network/index.ts';
import { doubts, waiting } from './doubts.ts';
import {
	sharedPostHostKind,
	sharedPostKind,
	sharedPostOutputKind,
	supportKind,
	supportParticipantKind,
	surveyKind
} from './exchange.ts';
import { metrics, outputMetrics } from './metrics.ts';
import { getPost } from './queries.ts';
import { listPoolingOf } from './received.ts';
import { annualReport } from './report.ts';

async function anOrganisation(ctx: Context, code: string, name: string, joined?: string | null) {
	const [row] = await ctx.db
		.insert(organisation)
		.values({ audience: 'public', code, name, nature: 'association' })
		.returning({ id: organisation.id });
	if (!row) throw new Error('no row');
	if (joined !== undefined) {
		const from = joined === null ? null : partialDate(joined);
		await ctx.db.insert(membership).values({ audience: 'public', organisationId: row.id, from });
	}
	return row.id;
}

const none = { audience: 'public' as const, source: null };

/** A communication officer shared until September 2023 by a member and by a structure that is not one. */
async function aSharedOfficer(ctx: Context) {
	const workshop = await anOrganisation(ctx, 'atelier', 'Atelier', null);
	const stranger = await anOrganisation(ctx, 'voisine', 'La Voisine');
	const post = await saveRecord(ctx, sharedPostKind, {
		code: 'communication',
		title: 'Communication mutualisée',
		personId: null,
		employerId: null,
		contract: 'alternance',
		from: null,
		until: partialDate('2023-09'),
		mission: null,
		findings: fromMarkdown('- Peu de relais dans les équipes'),
		...none
	});
	const host = { postId: post.id, position: null, ...none };
	await saveRecord(ctx, sharedPostHostKind, {
		...host,
		organisationId: workshop,
		label: null,
		frequencyMin: 2,
		frequencyMax: 3,
		period: 'month',
		frequencyWords: '2/3 fois par mois'
	});
	await saveRecord(ctx, sharedPostHostKind, {
		...host,
		organisationId: stranger,
		label: 'Voisine – Atelier',
		frequencyMin: null,
		frequencyMax: null,
		period: 'irregular',
		frequencyWords: null
	});
	const output = { postId: post.id, audience: 'public' as const, source: 'Bilan 2023' };
	await saveRecord(ctx, sharedPostOutputKind, {
		...output,
		rank: 1,
		title: 'Supports imprimables',
		quantity: { value: 150, qualifier: 'atLeast' },
		quantityWords: '150+'
	});
	await saveRecord(ctx, sharedPostOutputKind, {
		...output,
		rank: 2,
		title: 'Vidéos',
		quantity: null,
		quantityWords: null
	});
	return { workshop, stranger, postId: post.id };
}

const writer = (ctx: Context): Writer => ({
	year: 2023,
	asOf: '2023-12-31',
	figure: async (id) => {
		const all = [...metrics, ...(await outputMetrics(ctx))];
		const metric = all.find((one) => one.id === id);
		if (!metric) throw new Error(`no metric ${id}`);
		const value = await metric.compute(countingAll(ctx), { year: 2023 });
		return {
			metric: id,
			label: metric.label,
			value: value.value,
			qualifier: value.qualifier ?? 'exact',
			unit: metric.unit,
			rule: metric.rule,
			...(value.source ? { source: value.source } : {}),
			path: `/chiffres/${id}`
		};
	}
});

const figure = (ctx: Context, id: string, year = 2023) =>
	metrics.find((one) => one.id === id)?.compute(countingAll(ctx), { year });

async function report(ctx: Context) {
	const parts = await annualReport.write(ctx, writer(ctx));
	const blocks: Block[] = parts.flatMap((part) => part.blocks);
	return { parts, blocks, text: JSON.stringify(blocks) };
}

describe('a shared post', () => {
	it('serves two structures, and none once it is over', () =>
		inTestCollective(async (ctx) => {
			await aSharedOfficer(ctx);
			expect((await figure(ctx, 'pooling.structures'))?.value).toBe(2);
			expect((await figure(ctx, 'pooling.structures', 2024))?.value).toBe(0);
		}));

	it('keeps the frequency as it was said, and loses no value silently', () =>
		inTestCollective(async (ctx) => {
			await aSharedOfficer(ctx);
			const { text } = await report(ctx);
			expect(text).toContain('2/3 fois par mois');
			expect(text).toContain('répartition non renseignée');
		}));

	it('its declared quantity is a figure with its source', () =>
		inTestCollective(async (ctx) => {
			await aSharedOfficer(ctx);
			const { blocks } = await report(ctx);
			const tiles = blocks.flatMap((block) => (block.kind === 'keyFigures' ? block.figures : []));
			expect(tiles).toMatchObject([{ value: 150, qualifier: 'atLeast', source: 'Bilan 2023' }]);
		}));

	it('is printed among the commissions when none is named', () =>
		inTestCollective(async (ctx) => {
			await aSharedOfficer(ctx);
			const { parts } = await report(ctx);
			expect(parts.map((part) => [part.chapter, part.order])).toEqual([['commissions', 90_000]]);
		}));

	it('doubts the structure that is served without being a member', () =>
		inTestCollective(async (ctx) => {
			await aSharedOfficer(ctx);
			const found = await doubts.find((one) => one.id === 'pooling.served-not-member')?.find(ctx);
			expect(found?.map((one) => one.finding)).toEqual([
				'La Voisine (écrit « Voisine – Atelier ») reçoit le poste « Communication mutualisée » sans être membre.'
			]);
		}));

	it('is told on the page of the structure', () =>
		inTestCollective(async (ctx) => {
			const { workshop } = await aSharedOfficer(ctx);
			expect(await listPoolingOf(ctx, workshop)).toEqual([
				{
					kind: 'post',
					title: 'Communication mutualisée',
					path: '/mutualisation/postes/communication',
					detail: '2/3 fois par mois'
				}
			]);
			expect((await getPost(ctx, 'communication')).hosts).toHaveLength(2);
		}));
});

describe('a support followed together', () => {
	async function aTraining(ctx: Context) {
		const early = await anOrganisation(ctx, 'atelier', 'Atelier', '2020');
		const late = await anOrganisation(ctx, 'cantine', 'Cantine', '2023-04');
		const support = await saveRecord(ctx, supportKind, {
			code: 'dla',
			title: 'DLA fiscalité',
			type: 'dla',
			providerId: null,
			groupId: null,
			projectId: null,
			signedOn: partialDate('2022-09'),
			from: null,
			until: null,
			days: null,
			text: null,
			...none
		});
		for (const organisationId of [early, late])
			await saveRecord(ctx, supportParticipantKind, {
				supportId: support.id,
				organisationId,
				share: 'unknown',
				...none
			});
	}

	it('counts each structure once and says when it was signed', () =>
		inTestCollective(async (ctx) => {
			await aTraining(ctx);
			expect((await figure(ctx, 'pooling.supportParticipants'))?.value).toBe(2);
			expect((await report(ctx)).text).toContain('Suivi par 2 structures : ');
		}));

	it('doubts the structure that joined after the signature', () =>
		inTestCollective(async (ctx) => {
			await aTraining(ctx);
			const found = await doubts
				.find((one) => one.id === 'pooling.joined-after-signature')
				?.find(ctx);
			expect(found?.map((one) => one.finding)).toEqual([expect.stringMatching(/^Cantine/)]);
		}));
});

describe('a survey', () => {
	const sent = {
		code: 'enquete',
		title: 'Enquête mutualisation',
		date: partialDate('2023-12'),
		groupId: null,
		meetingId: null,
		subject: null,
		result: null,
		...none
	};
	it('never told back waits on the desk of the team and is said in the report', () =>
		inTestCollective(async (ctx) => {
			await saveRecord(ctx, surveyKind, { ...sent, feedback: 'notGiven' });
			expect((await waiting(ctx)).map((one) => one.title)).toEqual(['Enquête mutualisation']);
			expect((await report(ctx)).text).toContain('Non restituée');
		}));
	it('said to be told back without results is refused', () =>
		inTestCollective(async (ctx) => {
			const act = saveRecord(ctx, surveyKind, { ...sent, feedback: 'given' });
			await expect(act).rejects.toBeInstanceOf(Refused);
		}));
});

describe('the place in the report', () => {
	async function aGroup(ctx: Context, code: string, changes: Partial<typeof group.$inferInsert>) {
		const [row] = await ctx.db
			.insert(group)
			.values({
				audience: 'public',
				code,
				name: code,
				type: 'workingGroup',
				circle: 'ptce',
				...changes
			})
			.returning({ id: group.id });
		return row?.id ?? null;
	}
	const placed = async (ctx: Context, groupId: string | null) => {
		await saveRecord(ctx, surveyKind, {
			code: 'enquete',
			title: 'Enquête',
			date: partialDate('2023-12'),
			groupId,
			meetingId: null,
			subject: null,
			result: null,
			feedback: 'ongoing',
			...none
		});
		return (await report(ctx)).parts.map((part) => [part.chapter, Math.floor(part.order)]);
	};
	it('follows the heading of its commission', () =>
		inTestCollective(async (ctx) => {
			await aGroup(ctx, 'appui', { type: 'commission', circle: 'association', position: 1 });
			const own = await aGroup(ctx, 'partage', {
				type: 'commission',
				circle: 'association',
				position: 2
			});
			await aGroup(ctx, 'fetes', { type: 'commission', circle: 'association', position: 3 });
			expect(await placed(ctx, own)).toEqual([['commissions', 250]]);
		}));
	it('is in the chapter of its working group', () =>
		inTestCollective(async (ctx) => {
			expect(await placed(ctx, await aGroup(ctx, 'gt1', {}))).toEqual([['groupe-gt1', 330]]);
		}));
	it('of a group that ended before the year stays among the commissions', () =>
		inTestCollective(async (ctx) => {
			const over = await aGroup(ctx, 'gt1', { activeUntil: partialDate('2022') });
			expect(await placed(ctx, over)).toEqual([['commissions', 90_000]]);
		}));
});

it('a collective that shares nothing prints nothing', () =>
	inTestCollective(async (ctx) => {
		expect(await annualReport.write(ctx, writer(ctx))).toEqual([]);
	}));
