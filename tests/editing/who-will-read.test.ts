import { describe, expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import {
	additionPage,
	changePage,
	saveAddition,
	type FormPage
} from '#collectors/editing/forms.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import '#collectors/permissions.ts';
import { meetingTypes } from '#modules/meetings/labels.ts';
import { aGroup } from '../access/cast.ts';

const NEW = (last: number) => `0199e000-0000-7000-8000-00000000000${String(last)}`;
const withZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, signedIn('Zoe'));
const readersOf = ({ fields }: FormPage) => fields.find(({ people }) => people);

describe('the sentence that says who will read', () => {
	test('names those whom each sort and each group designate, and says what the record then is', () =>
		withZoe(async (ctx) => {
			await aGroup(ctx, 'gt1');
			const meeting = { title: 'Réunion', state: 'tenue', on: '12/03/2024' };
			let index = 0;
			for (const groupId of ['', 'gt1'])
				for (const { word } of Object.values(meetingTypes)) {
					index += 1;
					const id = `0199e000-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`;
					const said = { type: word, ...(groupId ? { groupId } : {}) };
					const told = readersOf(await additionPage(ctx, 'meeting', said))?.readBy ?? '';
					await saveAddition(ctx, 'meeting', id, { ...meeting, ...said });
					const saved = readersOf(await changePage(ctx, 'meeting', id))?.readBy ?? '';
					// What may still be chosen is said after those who read as the form stands.
					expect(told.split(/, (?:ou ceux|sauf si)/)[0], `${word} ${groupId}`).toBe(saved);
				}
		}));

	test('lists by sort, before one chooses, what a page without script cannot follow', () =>
		withZoe(async (ctx) => {
			const { bySort = [] } = readersOf(await additionPage(ctx, 'meeting', {})) ?? {};
			expect(bySort).toContain('le bureau : Bureau');
			expect(bySort.join('\n')).toMatch(/^l’équipe : .*Rencontre/m);
			const chosen = readersOf(await additionPage(ctx, 'meeting', { type: 'bureau' }));
			expect(chosen?.bySort).toEqual([]);
			expect(chosen?.readBy).toMatch(/^le bureau/);
		}));

	test('follows the readers that one chooses, for a record that is closed again too', () =>
		withZoe(async (ctx) => {
			const meeting = { title: 'Réunion', type: 'rencontre', state: 'tenue', on: '12/03/2024' };
			const added = await additionPage(ctx, 'meeting', { ...meeting, audience: 'conseil' });
			expect(readersOf(added)?.readBy).toBe('le conseil d’administration');
			await saveAddition(ctx, 'meeting', NEW(1), { ...meeting, audience: 'public' });
			const closed = await changePage(ctx, 'meeting', NEW(1), { audience: 'bureau' });
			expect(readersOf(closed)?.readBy).toBe('le bureau');
			expect(readersOf(closed)?.value).toBe('public');
		}));

	test('of minutes that are read over names their readers, and no draft', () =>
		withZoe(async (ctx) => {
			const meeting = { title: 'Bureau', type: 'bureau', state: 'tenue', on: '12/03/2024' };
			await saveAddition(ctx, 'meeting', NEW(1), meeting);
			const meetingId = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
			for (const state of ['relu', 'approuve']) {
				const page = await additionPage(ctx, 'minutes', { meetingId, state });
				expect(readersOf(page)?.readBy).toMatch(/^le bureau/);
			}
			const draft = await additionPage(ctx, 'minutes', { meetingId, state: 'brouillon' });
			expect(readersOf(draft)?.readBy).toMatch(/^l’équipe seulement ; puis/);
		}));
});
