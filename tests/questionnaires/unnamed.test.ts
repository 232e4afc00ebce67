import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { saveRecord } from '#core/server/records.ts';
import { testCollective } from '#core/server/testing.ts';
import { guestFill } from '#collectors/guests.ts';
import { listRows } from '#collectors/export/rows.ts';
import { forgetOver } from '#core/server/privacy/terms.ts';
import { person } from '#modules/network/index.ts';
import { fill, formToFill, type Respondent } from '#modules/questionnaires/server/answering.ts';
import { questionKind, questionnaireKind } from '#modules/questionnaires/server/exchange.ts';
import { answeredTerm } from '#modules/questionnaires/server/terms.ts';
import '#collectors/permissions.ts';
import '#collectors/search.ts';
import '#collectors/webhooks/tell.ts';

const LINK = '0199a000-0000-7000-8000-0000000000f2';

let questionnaire: string;
let question: string;

const work = async <T>(job: (ctx: Context) => Promise<T>, now?: Date): Promise<T> =>
	inCollective(
		await testCollective(),
		{ actor: OPERATOR, mode: 'write', ...(now ? { now } : {}) },
		job
	);

beforeAll(() =>
	work(async (ctx) => {
		const common = { audience: 'public' as const, source: null };
		const asked = { introduction: null, groupId: null, opensOn: null, closesOn: null };
		({ id: questionnaire } = await saveRecord(ctx, questionnaireKind, {
			...common,
			...asked,
			code: 'vote',
			title: 'Pour ou contre',
			unnamed: true
		}));
		({ id: question } = await saveRecord(ctx, questionKind, {
			...common,
			code: 'avis',
			questionnaireId: questionnaire,
			rank: 1,
			wording: 'Votre avis ?',
			type: 'choice',
			choices: 'Pour | Contre',
			unit: null,
			required: true
		}));
		await ctx.db.execute(
			sql`UPDATE questionnaires_questionnaire SET created_at = '2024-01-02T08:00:00Z'`
		);
	}, new Date('2024-01-02T08:00:00Z'))
);

/** Somebody new of the directory, or the guest of a new link. */
async function someone(code: string, by: 'account' | 'link'): Promise<Respondent> {
	if (by === 'link')
		return { linkId: LINK.replace('f2', code), name: 'Mairie de Caudry', hasAnswered: false };
	const [row] = await work((ctx) =>
		ctx.db
			.insert(person)
			.values({ audience: 'public', code: `votant-${code}`, firstName: 'Zoé' })
			.returning()
	);
	return { personId: row?.id ?? '', name: 'Zoé' };
}

const answers = (who: Respondent, choice: string, now?: Date) =>
	work(
		(ctx) =>
			fill(ctx, { code: 'vote' }, who, {
				sheetId: crypto.randomUUID(),
				texts: { [`q-${question}`]: choice }
			}),
		now
	);

const sheets = () =>
	work(async (ctx) => {
		const { rows } = await ctx.db.execute<Record<string, unknown>>(
			sql`SELECT * FROM questionnaires_sheet ORDER BY id`
		);
		return rows;
	});

/** Every row of every table of the collective, as text, by table. */
async function everything(): Promise<Map<string, string[]>> {
	return work(async (ctx) => {
		const { rows: tables } = await ctx.db.execute<{ name: string }>(
			sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()`
		);
		const found = new Map<string, string[]>();
		for (const { name } of tables) {
			const { rows } = await ctx.db.execute<{ text: string }>(
				sql`SELECT to_jsonb(one)::text AS text FROM ${sql.identifier(name)} one`
			);
			found.set(
				name,
				rows.map(({ text }) => text)
			);
		}
		return found;
	});
}

describe.each(['account', 'link'] as const)('without a name, one answer by %s', (by) => {
	test('is one, whatever is sent again or at the same instant, and the form says that it arrived', async () => {
		const who = await someone(by === 'link' ? 'a1' : 'a2', by);
		const before = (await sheets()).length;
		const sent = await Promise.allSettled(Array.from({ length: 10 }, () => answers(who, 'Contre')));
		expect(sent.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
		await expect(answers(who, 'Pour')).rejects.toThrow('déjà arrivée');
		expect((await sheets()).length - before).toBe(1);
		const form = await work((ctx) => formToFill(ctx, { code: 'vote' }, who));
		expect(form).toMatchObject({ isDone: true, isAnswered: false, fields: [] });
	});

	test('leaves in the whole database no hour, no order and no word that leads from the person to the sheet', async () => {
		const who = await someone(by === 'link' ? 'b1' : 'b2', by);
		const before = await everything();
		await answers(who, 'Contre', new Date('2024-05-06T21:54:28Z'));
		const added = [...(await everything())].flatMap(([table, rows]) =>
			rows.filter((row) => !before.get(table)?.includes(row)).map((row) => ({ table, row }))
		);
		expect(added.map(({ table }) => table).sort()).toEqual([
			'questionnaires_answer',
			'questionnaires_answered',
			'questionnaires_sheet'
		]);
		const told = added.map(({ row }) => row).join('\n');
		const own = 'personId' in who ? who.personId : who.linkId;
		for (const trace of [own, who.name, '2024-05', '21:54', new Date().toISOString().slice(0, 10)])
			expect(told, trace).not.toContain(trace);
		// A UUID of version 7 begins with the hour: these are drawn by lot.
		for (const { table, row } of added)
			if (table !== 'questionnaires_answered')
				expect((JSON.parse(row) as { id: string }).id, table).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
	});
});

test('sheets without a name are alike but for what was answered: same instant, codes and order drawn by lot', async () => {
	for (const code of ['c1', 'c2', 'c3', 'c4']) await answers(await someone(code, 'link'), 'Pour');
	const all = await sheets();
	for (const field of [
		'created_at',
		'updated_at',
		'answered_on',
		'version',
		'respondent',
		'source'
	])
		expect(new Set(all.map((one) => String(one[field]))).size, field).toBeLessThanOrEqual(
			field === 'answered_on' ? 2 : 1
		);
	for (const { code } of all) expect(code).toMatch(/^vote-[\da-f]{12}$/);
	const { rows } = await work((ctx) => listRows(ctx, 'answerSheet'));
	const codes = rows.map(([code]) => code);
	expect(codes).toEqual([...codes].sort());
});

test('who lent the link is told nothing: neither that it was used, nor when', async () => {
	const kept = await work((ctx) =>
		guestFill(
			ctx,
			{
				id: LINK.replace('f2', 'd1'),
				kind: 'questionnaire',
				recordId: questionnaire,
				guest: 'M. Prudent'
			},
			{ id: crypto.randomUUID(), texts: { [`q-${question}`]: 'Contre' } }
		)
	);
	expect(kept).toBeNull();
});

test('that somebody answered is forgotten a month after the questionnaire closes; what was answered stays', async () => {
	await answers(await someone('e1', 'link'), 'Pour');
	const before = (await sheets()).length;
	const rows = answeredTerm.rows;
	if (!rows) throw new Error('nothing to forget');
	const forgotten = async (day: string) =>
		work(
			async (ctx) => {
				await ctx.db.execute(
					sql`UPDATE questionnaires_questionnaire SET closes_on = '2024-06-30' WHERE id = ${questionnaire}`
				);
				const count = await forgetOver(ctx, rows);
				await ctx.db.execute(
					sql`UPDATE questionnaires_questionnaire SET closes_on = NULL WHERE id = ${questionnaire}`
				);
				return count;
			},
			new Date(`${day}T12:00:00Z`)
		);
	expect(await forgotten('2024-07-29')).toBe(0);
	expect(await forgotten('2024-08-01')).toBeGreaterThan(0);
	expect((await sheets()).length).toBe(before);
});
