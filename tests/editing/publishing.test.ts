import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { publicationOf } from '#collectors/editing/publishing.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import '#collectors/permissions.ts';
import { aGroup, aPerson } from '../access/cast.ts';
import { publishAsShown } from './as-shown.ts';

const NEW = (last: number) => `0199c000-0000-7000-8000-00000000000${String(last)}`;
const MEETING = NEW(1);
const withZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, signedIn('Zoe'));

/** A meeting of the bureau, with two decisions. */
async function aBureau(ctx: Context, texts: Record<string, string> = {}): Promise<string> {
	const meeting = { title: 'Bureau', type: 'bureau', state: 'tenue', on: '12/03/2024', ...texts };
	await saveAddition(ctx, 'meeting', MEETING, meeting);
	const meetingId = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
	await saveAddition(ctx, 'decision', NEW(2), { meetingId, title: 'Louer' });
	await saveAddition(ctx, 'decision', NEW(3), { meetingId, title: 'Augmenter' });
	return meetingId;
}

const readersOf = async (ctx: Context, kind: string, id: string) =>
	(await rowOf(ctx, kindOf(kind), id))['audience'];

describe('publishing', () => {
	test('one decision leaves the other to those who read it', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			const { parts } = await publicationOf(ctx, 'meeting', MEETING);
			expect(parts).toEqual([
				{
					kind: 'decision',
					label: '2 décisions',
					rows: [
						{ ref: `decision/${NEW(2)}`, title: 'Louer', readBy: 'le bureau' },
						{ ref: `decision/${NEW(3)}`, title: 'Augmenter', readBy: 'le bureau' }
					],
					together: [`decision/${NEW(2)}`, `decision/${NEW(3)}`]
				}
			]);
			const sent = { readers: 'public', parts: [`decision/${NEW(2)}`] };
			await publishAsShown(ctx, 'meeting', MEETING, sent);
			expect(await readersOf(ctx, 'decision', NEW(2))).toBe('public');
			expect(await readersOf(ctx, 'decision', NEW(3))).toBe('board');
		}));

	test('opens together neither what is kept to named people, nor what was written since the page was shown', () =>
		withZoe(async (ctx) => {
			const meetingId = await aBureau(ctx);
			await aPerson(ctx, 'zoe');
			await saveAddition(ctx, 'decision', NEW(6), {
				meetingId,
				title: 'Licencier',
				audience: 'personnes:zoe'
			});
			const { parts } = await publicationOf(ctx, 'meeting', MEETING);
			const [{ rows, together } = { rows: [], together: [] }] = parts;
			expect(rows.map(({ title }) => title)).toContain('Licencier');
			await saveAddition(ctx, 'decision', NEW(7), { meetingId, title: 'Écrite depuis' });
			await publishAsShown(ctx, 'meeting', MEETING, { readers: 'public', parts: together });
			expect(await readersOf(ctx, 'decision', NEW(3))).toBe('public');
			expect(await readersOf(ctx, 'decision', NEW(6))).toBe('people:zoe');
			expect(await readersOf(ctx, 'decision', NEW(7))).toBe('board');
			// The name of a kind is no box.
			await publishAsShown(ctx, 'meeting', MEETING, { readers: 'public', parts: ['decision'] });
			expect(await readersOf(ctx, 'decision', NEW(7))).toBe('board');
		}));

	test('opens nothing that is no part of the record, whatever the form names', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			const other = { title: 'Ailleurs', type: 'bureau', state: 'tenue', on: '13/03/2024' };
			await saveAddition(ctx, 'meeting', NEW(4), other);
			const code = String((await rowOf(ctx, kindOf('meeting'), NEW(4)))['code']);
			await saveAddition(ctx, 'decision', NEW(5), { meetingId: code, title: 'Vendre' });
			const sent = { readers: 'public', parts: [`decision/${NEW(5)}`, `meeting/${NEW(4)}`] };
			await publishAsShown(ctx, 'meeting', MEETING, sent);
			expect(await readersOf(ctx, 'decision', NEW(5))).toBe('board');
			expect(await readersOf(ctx, 'meeting', NEW(4))).toBe('board');
		}));

	test('takes nobody away from what is opened with the record', () =>
		withZoe(async (ctx) => {
			await aPerson(ctx, 'zoe');
			await aGroup(ctx, 'gt5');
			const meetingId = await aBureau(ctx, { audience: 'personnes:zoe' });
			const told = { meetingId, title: 'Rouler', audience: 'groupe:gt5' };
			await saveAddition(ctx, 'decision', NEW(6), told);
			const parts = [`decision/${NEW(2)}`, `decision/${NEW(6)}`];
			await publishAsShown(ctx, 'meeting', MEETING, { readers: 'bureau', parts });
			expect(await readersOf(ctx, 'decision', NEW(2))).toBe('board');
			expect(await readersOf(ctx, 'decision', NEW(6))).toBe('group:gt5');
			expect(await readersOf(ctx, 'decision', NEW(3))).toBe('people:zoe');
			await publishAsShown(ctx, 'meeting', MEETING, { readers: 'public', parts });
			expect(await readersOf(ctx, 'decision', NEW(6))).toBe('public');
		}));

	test('to another circle opens what had the readers of the record, and leaves what is not ticked', () =>
		withZoe(async (ctx) => {
			await aGroup(ctx, 'gt5');
			await aBureau(ctx, { audience: 'groupe:gt5' });
			const parts = [`decision/${NEW(2)}`];
			await publishAsShown(ctx, 'meeting', MEETING, { readers: 'membres', parts });
			expect(await readersOf(ctx, 'decision', NEW(2))).toBe('members');
			expect(await readersOf(ctx, 'decision', NEW(3))).toBe('group:gt5');
		}));

	test('proposes wider readers alone, the nearest first', () =>
		withZoe(async (ctx) => {
			await aBureau(ctx);
			const { choices } = await publicationOf(ctx, 'meeting', MEETING);
			expect(choices.map(({ code }) => code)).toEqual(['bureau', 'conseil', 'membres', 'public']);
		}));

	test('the rest of what everybody reads offers boxes alone, once in the toolbar, and refuses to do nothing', () =>
		withZoe(async (ctx) => {
			const code = await aBureau(ctx);
			await publishAsShown(ctx, 'meeting', MEETING, { readers: 'public', parts: [] });
			const shown = await publicationOf(ctx, 'meeting', MEETING);
			expect(shown).toMatchObject({ isRest: true, choices: [] });
			const ways = (await shownRecord(ctx, 'meeting', code))?.tools.ways ?? [];
			const labels = ways.map(({ label }) => label);
			expect(labels.toSorted()).toEqual([...new Set(labels)].toSorted());
			expect(labels).toContain('Publier le reste');
			const nothing = publishAsShown(ctx, 'meeting', MEETING, { readers: 'public', parts: [] });
			await expect(nothing).rejects.toThrow('Rien ne s’ouvrirait');
		}));

	test('a meeting that is not held yet says so first, and names what stays as it is', () =>
		withZoe(async (ctx) => {
			const meetingId = await aBureau(ctx, { state: 'prevue', on: '30/03/2024' });
			await aPerson(ctx, 'ada');
			const away = { meetingId, personId: 'ada', mode: 'excuse', capacity: 'invite' };
			await saveAddition(ctx, 'attendance', uuidv7(), away);
			await saveAddition(ctx, 'need', uuidv7(), {
				meetingId,
				sense: 'besoin',
				title: 'Un camion',
				theme: 'mutualiser',
				voice: 'equipe',
				state: 'entendu'
			});
			const { caution, staying } = await publicationOf(ctx, 'meeting', MEETING);
			expect(caution).toContain('« Prévue »');
			expect(staying).toEqual([
				{
					because:
						'1 présence reste comme aujourd’hui : le nom d’une personne absente ne s’ouvre pas avec le reste.',
					titles: ['ada']
				},
				{
					because:
						'1 besoin ou offre garde ses lecteurs : ce qui est rattaché s’ouvre depuis sa propre page.',
					titles: ['Un camion']
				}
			]);
		}));
});
