import { describe, expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { refuseSameAgain } from '#collectors/editing/same-again.ts';
import '#collectors/permissions.ts';

const NEW = (last: number) => `0199a000-0000-7000-8000-00000000000${String(last)}`;
const MEETING = { title: 'Point d’équipe', type: 'bureau', on: '2/4/2024', state: 'prevue' };

const asZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, signedIn('Zoe'));

/** What Back draws again: the same answers, under another identifier. */
const sent = (ctx: Context, id: string, texts: Record<string, string> = MEETING) =>
	refuseSameAgain(ctx, 'meeting', id, texts);

describe('a form that comes back filled once it was sent', () => {
	test('asks before it makes a second record, and names the first', () =>
		asZoe(async (ctx) => {
			await expect(sent(ctx, NEW(1))).resolves.toBeUndefined();
			await saveAddition(ctx, 'meeting', NEW(1), { ...MEETING });
			await expect(sent(ctx, NEW(2))).rejects.toMatchObject({
				refusals: [{ code: 'same-again', path: expect.stringMatching(/^\/reunions\//) as string }]
			});
			await expect(sent(ctx, NEW(2))).rejects.toThrow('Vous venez d’ajouter la même fiche');
		}));

	test('asks whether it corrects the first, when a few letters of one text have changed', () =>
		asZoe(async (ctx) => {
			await saveAddition(ctx, 'meeting', NEW(1), { ...MEETING, title: 'Point d’éqiupe' });
			await expect(sent(ctx, NEW(2))).rejects.toMatchObject({
				refusals: [
					{
						code: 'same-again',
						message: expect.stringContaining('presque pareille : « Point d’éqiupe »') as string,
						path: `/modifier/meeting/${NEW(1)}`
					}
				]
			});
			for (const other of ['Point d’équipe 2', 'Point de la semaine', 'Point d’équipe du siège'])
				await expect(sent(ctx, NEW(2), { ...MEETING, title: other })).resolves.toBeUndefined();
		}));

	test('the same form sent twice is not asked: it made one record', () =>
		asZoe(async (ctx) => {
			await saveAddition(ctx, 'meeting', NEW(1), { ...MEETING });
			await expect(sent(ctx, NEW(1))).resolves.toBeUndefined();
		}));

	test('another answer, another author or another hour is another record', () =>
		asZoe(async (ctx) => {
			await saveAddition(ctx, 'meeting', NEW(1), { ...MEETING });
			await expect(sent(ctx, NEW(2), { ...MEETING, place: 'Caudry' })).resolves.toBeUndefined();
			const later = { ...ctx, now: new Date(ctx.now.getTime() + 3_600_000) };
			await expect(sent(later, NEW(2))).resolves.toBeUndefined();
			const actor = { ...signedIn('Lou'), account: 'lou' };
			await expect(sent({ ...ctx, actor }, NEW(2))).resolves.toBeUndefined();
		}));
});
