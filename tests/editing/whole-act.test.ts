import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { isAsWide, type Actor } from '#core/actor.ts';
import type { Audience } from '#core/vocabulary.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { changePage, saveAddition, saveChange } from '#collectors/editing/forms.ts';
import { historyPage, undoAct } from '#collectors/editing/history.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { doneIn, undoWhole } from '#collectors/editing/whole-act.ts';
import '#collectors/permissions.ts';
import { callRoll } from '#modules/meetings/server/call-roll.ts';
import { rollOf } from '#modules/meetings/server/roll.ts';
import { attendance } from '#modules/meetings/server/tables.ts';
import { aGroup, aPerson, takesPart } from '../access/cast.ts';
import { publishAsShown } from './as-shown.ts';

const ZOE = signedIn('Zoe');
const NEW = (last: number) => `0199b000-0000-7000-8000-00000000000${String(last)}`;
const [MEETING, POINT, DECISION, MINUTES] = [NEW(1), NEW(2), NEW(3), NEW(4)];
const PARTS = [
	['agendaItem', POINT],
	['decision', DECISION],
	['minutes', MINUTES]
] as const;

/** One more unit of work in the same transaction: as the next form that somebody sends. */
function next(ctx: Context, actor: Actor = ZOE): Context {
	return { ...ctx, actor, act: uuidv7(), acts: [] };
}

/** What the message after this act offers to undo. */
async function actOf(ctx: Context): Promise<string> {
	const done = await doneIn(ctx);
	if (typeof done === 'string') throw new Error(`nothing to undo: ${done}`);
	return done.act;
}

/** A meeting of the bureau with a point, a decision and minutes that were read over. */
async function aBureau(ctx: Context): Promise<string> {
	await saveAddition(next(ctx), 'meeting', MEETING, {
		title: 'Bureau',
		type: 'bureau',
		state: 'tenue',
		on: '12/03/2024'
	});
	const meetingId = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
	await saveAddition(next(ctx), 'agendaItem', POINT, { meetingId, rank: '1', title: 'Loyer' });
	await saveAddition(next(ctx), 'decision', DECISION, { meetingId, title: 'Louer' });
	const minutes = { meetingId, state: 'relu', text: 'Deux mois' };
	await saveAddition(next(ctx), 'minutes', MINUTES, minutes);
	return meetingId;
}

/** A roll of two people, and what each is called there. */
async function aRoll(ctx: Context) {
	const groupId = await aGroup(ctx, 'gt5');
	for (const code of ['ada', 'lou'])
		await takesPart(ctx, groupId, { personId: await aPerson(ctx, code) }, 'member');
	await saveAddition(next(ctx), 'meeting', MEETING, {
		title: 'Atelier',
		type: 'groupe-travail',
		groupId: 'gt5',
		state: 'tenue',
		on: '12/03/2024'
	});
	const code = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
	const [ada = '', lou = ''] = (await rollOf(ctx, code)).lines.map(({ key }) => key);
	return { code, ada, lou };
}

async function readersOf(ctx: Context): Promise<unknown[][]> {
	const told: unknown[][] = [];
	for (const [kind, id] of [['meeting', MEETING] as const, ...PARTS]) {
		const row = await rowOf(ctx, kindOf(kind), id);
		told.push([row['audience'], row['declaredAudience'], row['state']]);
	}
	return told;
}

const withZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, ZOE);

describe('an act that writes several records', () => {
	test('of a roll with two answers is said to be saved, and undone whole', () =>
		withZoe(async (ctx) => {
			const { code, ada, lou } = await aRoll(ctx);
			const first = next(ctx);
			await callRoll(first, code, { [ada]: 'present', [lou]: 'absent' });
			const act = next(ctx);
			await callRoll(act, code, {
				[ada]: 'excuse',
				[`avant:${ada}`]: 'present',
				[lou]: 'present',
				[`avant:${lou}`]: 'absent'
			});
			const home = await undoWhole(next(ctx), await actOf(act));
			expect(home.path).toBe(`/reunions/${code}`);
			const modes = async () => (await rollOf(ctx, code)).lines.map(({ mode }) => mode);
			expect(await modes()).toEqual(['present', 'absent']);
		}));

	test('of a roll just called takes all its answers back, and those alone', () =>
		withZoe(async (ctx) => {
			const { code, ada, lou } = await aRoll(ctx);
			const act = next(ctx);
			await callRoll(act, code, { [ada]: 'present', [lou]: 'absent' });
			await undoWhole(next(ctx), await actOf(act));
			const noted = await ctx.db.select().from(attendance);
			expect(noted).toEqual([]);
			expect((await rowOf(ctx, kindOf('meeting'), MEETING))['title']).toBe('Atelier');
		}));

	test('that opens what a public meeting still kept closes it all again', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			await publishAsShown(next(ctx), 'meeting', MEETING, { readers: 'public', parts: [] });
			const before = await readersOf(ctx);
			expect(before.map(([audience]) => audience)).toEqual(['public', 'board', 'board', 'board']);
			const act = next(ctx);
			const parts = PARTS.map((one) => one.join('/'));
			await publishAsShown(act, 'meeting', MEETING, { readers: 'public', parts });
			expect((await readersOf(ctx)).map(([audience]) => audience)).toEqual(
				['meeting', ...parts].map(() => 'public')
			);
			await undoWhole(next(ctx), await actOf(act));
			expect(await readersOf(ctx)).toEqual(before);
		}));

	test('gives back what it wrote, and opens nothing else, whatever was opened or closed, in any order', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			await fc.assert(
				fc.asyncProperty(
					fc.array(
						fc.record({
							readers: fc.constantFrom('public', 'membres', 'bureau'),
							parts: fc.subarray(PARTS.map((one) => one.join('/'))),
							isForm: fc.boolean()
						}),
						{ minLength: 1, maxLength: 4 }
					),
					async (acts) => {
						for (const { readers, parts, isForm } of acts) {
							const before = await readersOf(ctx);
							const act = next(ctx);
							const isDone = isForm
								? await closeTo(act, 'bureau').then(() => true)
								: await publishAsShown(act, 'meeting', MEETING, { readers, parts }).then(
										() => true,
										refusedAsNothing
									);
							if (!isDone) continue;
							const done = await doneIn(act);
							if (typeof done === 'string') {
								expect(await readersOf(ctx)).toEqual(before);
								continue;
							}
							const after = await readersOf(ctx);
							await undoWhole(next(ctx), done.act);
							const back = await readersOf(ctx);
							for (const [index, was] of before.entries()) {
								if (!isDeepStrictEqual(was, after[index])) expect(back[index]).toEqual(was);
								// A part that the act did not write follows its whole when that closes again.
								else expect(isAsNarrow(back[index], was)).toBe(true);
							}
							if (!isDeepStrictEqual(back, before)) continue;
							const again = next(ctx);
							if (isForm) await closeTo(again, 'bureau');
							else await publishAsShown(again, 'meeting', MEETING, { readers, parts });
							expect(await readersOf(ctx)).toEqual(after);
						}
					}
				),
				{ numRuns: 6 }
			);
		}));

	test('is not undone in part when one of its records has changed since, nor by somebody else', () =>
		withZoe(async (ctx) => {
			const { code, ada, lou } = await aRoll(ctx);
			const act = next(ctx);
			await callRoll(act, code, { [ada]: 'present', [lou]: 'absent' });
			const done = await actOf(act);
			const other = undoWhole(next(ctx, signedIn('Max')), done);
			await expect(other).rejects.toThrow('n’est pas au journal');
			await callRoll(next(ctx), code, { [lou]: 'excuse', [`avant:${lou}`]: 'absent' });
			await expect(undoWhole(next(ctx), done)).rejects.toThrow('a changé depuis');
			expect((await rollOf(ctx, code)).lines.map(({ mode }) => mode)).toEqual([
				'present',
				'excuse'
			]);
		}));

	test('leaves its other records when one line of a history is undone', () =>
		withZoe(async (ctx) => {
			const { code, ada, lou } = await aRoll(ctx);
			await callRoll(next(ctx), code, { [ada]: 'present', [lou]: 'absent' });
			const [row] = await ctx.db.select().from(attendance).where(eq(attendance.mode, 'absent'));
			const [line] = (await historyPage(ctx, 'attendance', row?.id ?? '', 1)).acts;
			await undoAct(next(ctx), line?.id ?? '');
			expect((await rollOf(ctx, code)).lines.map(({ mode }) => mode)).toEqual(['present', '']);
		}));
});

describe('what the next page says of a form', () => {
	test('that changed nothing is that nothing has changed, and offers to undo nothing of somebody else', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			const act = next(ctx, signedIn('Max'));
			const { fields, version } = await changePage(act, 'decision', DECISION);
			const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
			await saveChange(act, 'decision', DECISION, texts, version);
			expect(await doneIn(act)).toBe('same');
		}));

	test('sent twice is that it is saved, and offers to undo what it wrote the first time', () =>
		withZoe(async (ctx) => {
			const code = await aBureau(ctx);
			const [first, second] = [next(ctx), next(ctx)];
			for (const one of [first, second])
				await saveAddition(one, 'decision', NEW(5), { meetingId: code, title: 'Acheter' });
			const added = { kind: 'decision', id: NEW(5) };
			expect(await doneIn(second, added)).toEqual(await doneIn(first));
			await undoWhole(next(ctx), await actOf(first));
			await expect(rowOf(ctx, kindOf('decision'), NEW(5))).rejects.toThrow('n’existe plus');
		}));
});

/** Does what stands now have no reader that it had not then? */
function isAsNarrow([now]: unknown[] = [], [was]: unknown[] = []): boolean {
	return isAsWide(was as Audience, now as Audience); // as `readersOf` reads them
}

/** A publication that would open nothing is refused: nothing to undo then. */
function refusedAsNothing(failure: unknown): false {
	if (failure instanceof Refused && failure.refusals.some((one) => one.code === 'nothing-chosen'))
		return false;
	throw failure;
}

/** The form of the meeting, which names narrower readers. */
async function closeTo(ctx: Context, readers: string): Promise<void> {
	const { fields, version } = await changePage(ctx, 'meeting', MEETING);
	const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
	const field = fields.find(({ people }) => people)?.name ?? '';
	await saveChange(ctx, 'meeting', MEETING, { ...texts, [field]: readers }, version);
}
