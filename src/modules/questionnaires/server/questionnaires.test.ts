import { describe, expect, test } from 'vitest';
import { declarePermissions, PUBLIC, type Actor } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import { forgetOver } from '#core/server/privacy/terms.ts';
import { saveRecord } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { group } from '#modules/groups/index.ts';
import { person } from '#modules/network/index.ts';
import { module } from '../module.ts';
import { fill, formToFill, respondentOf, type Respondent } from './answering.ts';
import { questionKind, questionnaireKind } from './exchange.ts';
import { questionnaireMetrics } from './metrics.ts';
import { getQuestionnaire, listSheets } from './queries.ts';
import { resultBlocks } from './questionnaire-page.ts';
import { answer, answerSheet } from './tables.ts';
import { sheetTerm } from './terms.ts';

declarePermissions(answers(module.permissions));

const CODE = { code: 'reunions' };
const SHEET = '0199a000-0000-7000-8000-0000000000f1';
const LINK = '0199a000-0000-7000-8000-0000000000f2';
const guest = (over: Partial<{ linkId: string; hasAnswered: boolean }> = {}): Respondent => ({
	linkId: LINK,
	name: 'Mairie de Caudry',
	hasAnswered: false,
	...over
});
const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });

async function aQuestionnaire(
	ctx: Context,
	over: { unnamed?: boolean; closesOn?: string; audience?: Audience; groupId?: string } = {}
) {
	const { id } = await saveRecord(ctx, questionnaireKind, {
		code: 'reunions',
		title: 'Vos réunions',
		introduction: null,
		groupId: over.groupId ?? null,
		opensOn: null,
		closesOn: over.closesOn ? partialDate(over.closesOn) : null,
		unnamed: over.unnamed ?? null,
		audience: over.audience ?? 'public',
		source: null
	});
	const { id: when } = await saveRecord(ctx, questionKind, {
		code: 'quand',
		questionnaireId: id,
		rank: 1,
		wording: 'Quand ?',
		type: 'choice',
		choices: 'Le matin | Le soir',
		unit: null,
		required: true,
		audience: 'public',
		source: null
	});
	const { id: why } = await saveRecord(ctx, questionKind, {
		code: 'pourquoi',
		questionnaireId: id,
		rank: 2,
		wording: 'Pourquoi ?',
		type: 'long',
		choices: null,
		unit: null,
		required: null,
		audience: 'public',
		source: null
	});
	const texts = (choice: string, words = '') => ({ [`q-${when}`]: choice, [`q-${why}`]: words });
	return { id, when, why, texts };
}

async function zoe(ctx: Context): Promise<Context> {
	await ctx.db.insert(person).values({ audience: 'public', code: 'zoe', firstName: 'Zoé' });
	return as(ctx, signedIn('Zoe'));
}

describe('somebody of the directory', () => {
	test('answers once, corrects it, takes a word back: it stays one answer', () =>
		inTestCollective(async (ctx) => {
			const { why, texts } = await aQuestionnaire(ctx);
			const her = await zoe(ctx);
			const who = await respondentOf(her);
			await fill(her, CODE, who, { sheetId: SHEET, texts: texts('Le matin', 'Je cours.') });
			const other = SHEET.replace('f1', 'f9');
			await fill(her, CODE, who, { sheetId: other, texts: texts('Le soir') });
			const [sheet, ...more] = await listSheets(ctx, await getQuestionnaire(ctx, CODE));
			expect(more).toEqual([]);
			expect([...(sheet?.answers.values() ?? [])]).toEqual(['Le soir']);
			expect(sheet?.answers.has(why)).toBe(false);
			const form = await formToFill(her, CODE, who);
			expect(form.fields.map((field) => field.value)).toEqual(['Le soir', '']);
			expect(form.isAnswered).toBe(true);
		}));

	test('reads why beside each field, and nothing is kept, when an answer is missing', () =>
		inTestCollective(async (ctx) => {
			const { when, texts } = await aQuestionnaire(ctx);
			const her = await zoe(ctx);
			const sent = fill(her, CODE, await respondentOf(her), {
				sheetId: SHEET,
				texts: texts('', 'Je cours.')
			});
			await expect(sent).rejects.toMatchObject({ refusals: [{ field: `q-${when}` }] });
			expect(await ctx.db.select().from(answerSheet)).toEqual([]);
		}));

	test('does not answer one that is closed, or that is not for them; nobody does without being known', () =>
		inTestCollective(async (ctx) => {
			const { texts } = await aQuestionnaire(ctx, { closesOn: '2024-03-12', audience: 'members' });
			const her = await zoe(ctx);
			const late = fill(her, CODE, await respondentOf(her), {
				sheetId: SHEET,
				texts: texts('Le soir')
			});
			await expect(late).rejects.toThrow('fermé depuis le 12 mars 2024');
			await expect(formToFill(as(ctx, PUBLIC), CODE, guest())).rejects.toThrow('pas ouvert');
			await expect(respondentOf(as(ctx, PUBLIC))).rejects.toThrow('demandez à l’équipe un lien');
		}));
});

describe('the guest of a link', () => {
	test('answers once and corrects it by the same link; another link is another answer', () =>
		inTestCollective(async (ctx) => {
			const { texts } = await aQuestionnaire(ctx);
			for (const choice of ['Le matin', 'Le soir'])
				await fill(ctx, CODE, guest(), { sheetId: SHEET, texts: texts(choice) });
			await fill(ctx, CODE, guest({ linkId: LINK.replace('f2', 'f3') }), {
				sheetId: SHEET.replace('f1', 'f4'),
				texts: texts('Le soir')
			});
			const sheets = await listSheets(ctx, await getQuestionnaire(ctx, CODE));
			expect(sheets.map((one) => one.by)).toEqual(['Mairie de Caudry', 'Mairie de Caudry']);
			expect(sheets.flatMap((one) => [...one.answers.values()])).toEqual(['Le soir', 'Le soir']);
		}));
});

describe('an answer without a name', () => {
	test('says of nobody that they gave it, and no journal tells it', () =>
		inTestCollective(async (ctx) => {
			const { texts } = await aQuestionnaire(ctx, { unnamed: true });
			const her = await zoe(ctx);
			const given = await fill(her, CODE, await respondentOf(her), {
				sheetId: SHEET,
				texts: texts('Le soir')
			});
			expect(given.isNamed).toBe(false);
			const [sheet] = await ctx.db.select().from(answerSheet);
			expect(sheet).toMatchObject({ personId: null, respondent: null, linkId: null });
			const acts = await ctx.db.select().from(journal);
			expect(acts.filter((one) => ['answerSheet', 'answer'].includes(one.kind ?? ''))).toEqual([]);
		}));

	test('is one per link and per person, whatever form it comes by', () =>
		inTestCollective(async (ctx) => {
			const { texts } = await aQuestionnaire(ctx, { unnamed: true });
			await fill(ctx, CODE, guest(), { sheetId: SHEET, texts: texts('Le soir') });
			for (const who of [guest(), guest({ linkId: LINK.replace('f2', 'f7'), hasAnswered: true })])
				await expect(
					fill(ctx, CODE, who, { sheetId: LINK, texts: texts('Le matin') })
				).rejects.toThrow('déjà arrivée');
			expect(await ctx.db.select().from(answerSheet)).toHaveLength(1);
		}));
});

describe('what was answered', () => {
	test('is for the team, and for who pilots the group of the questionnaire', () =>
		inTestCollective(async (ctx) => {
			const [own] = await ctx.db
				.insert(group)
				.values({
					audience: 'public',
					code: 'gt5',
					name: 'GT5',
					type: 'workingGroup',
					circle: 'ptce'
				})
				.returning({ id: group.id });
			const groupId = own?.id ?? '';
			const { texts } = await aQuestionnaire(ctx, { groupId });
			await fill(ctx, CODE, guest(), { sheetId: SHEET, texts: texts('Le soir', 'Secret') });
			const of = await getQuestionnaire(ctx, CODE);
			const pilotOf = (id: string) =>
				as(
					ctx,
					signedIn('Lou', {
						role: 'pilot',
						scope: { kind: 'group', id, code: 'gt', name: 'GT' },
						because: 'est pilote'
					})
				);
			expect(await listSheets(pilotOf(groupId), of)).toHaveLength(1);
			await expect(listSheets(pilotOf(LINK), of)).rejects.toThrow();
			await expect(listSheets(as(ctx, PUBLIC), of)).rejects.toThrow();
			expect((await getQuestionnaire(as(ctx, PUBLIC), CODE)).tends).toBe(false);
		}));

	test('is told choice by choice, each number opening the answers that it counts', () =>
		inTestCollective(async (ctx) => {
			const { texts } = await aQuestionnaire(ctx);
			await fill(ctx, CODE, guest(), { sheetId: SHEET, texts: texts('Le soir', 'Calme') });
			const of = await getQuestionnaire(ctx, CODE);
			const chart = resultBlocks(of, await listSheets(ctx, of)).find((one) => one.kind === 'chart');
			expect(chart?.rows).toMatchObject([
				{ label: 'Le matin', values: [0] },
				{
					label: 'Le soir',
					values: [1],
					href: expect.stringContaining('reponse=Le+soir') as string
				}
			]);
			const [figure] = await questionnaireMetrics(ctx);
			expect(await figure?.compute(ctx, { year: 2024 })).toMatchObject({ value: 1 });
			expect(await figure?.compute(ctx, { year: 2023 })).toMatchObject({ value: 0 });
		}));

	test('loses its name two years after the questionnaire closes, and still counts', () =>
		inTestCollective(async (ctx) => {
			const { texts } = await aQuestionnaire(ctx, { closesOn: '2024-03-31' });
			await fill(ctx, CODE, guest(), { sheetId: SHEET, texts: texts('Le soir') });
			if (!sheetTerm.rows) throw new Error('nothing to forget');
			const on = (day: string): Context => ({ ...ctx, now: new Date(`${day}T12:00:00Z`) });
			await forgetOver(on('2026-03-30'), sheetTerm.rows);
			expect((await ctx.db.select().from(answerSheet))[0]?.respondent).toBe('Mairie de Caudry');
			await forgetOver(on('2026-04-02'), sheetTerm.rows);
			expect((await ctx.db.select().from(answerSheet))[0]?.respondent).toBeNull();
			expect(await ctx.db.select().from(answer)).toHaveLength(1);
		}));
});
