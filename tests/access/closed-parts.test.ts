import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { readersField } from '#core/server/kinds.ts';
import { changeRecord, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { addRecord, amendRecord, dropRecord } from '#collectors/api/write.ts';
import { changePage, saveAddition, saveChange } from '#collectors/editing/forms.ts';
import { historyPage, lastActOf, undoAct } from '#collectors/editing/history.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import '#collectors/permissions.ts';
import { aGroup, anOrganisation, aPerson, asPerson, holds, takesPart } from './cast.ts';

const TEAM = signedIn('Zoe');
const withZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, TEAM);
const MEETING = '0199d000-0000-7000-8000-000000000001';

/** Zoe of the team, Ada of a member, Marc of gt5 who is of no member. */
async function aTown(ctx: Context) {
	const [ada, marc] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'marc')];
	await aPerson(ctx, 'zoe');
	await holds(ctx, ada, await anOrganisation(ctx, 'lys', true), 'direction');
	const gt5 = await aGroup(ctx, 'gt5');
	await aGroup(ctx, 'gt6');
	await takesPart(ctx, gt5, { personId: marc }, 'member');
	return { ada: await asPerson(ctx, ada, 'ada'), marc: await asPerson(ctx, marc, 'marc') };
}

async function aMeeting(ctx: Context, audience: string, id = MEETING) {
	const texts = { title: 'Réunion', type: 'rencontre', on: '12/03/2024', state: 'tenue' };
	await saveAddition(ctx, 'meeting', id, { ...texts, audience });
	return String((await rowOf(ctx, kindOf('meeting'), id))['code']);
}

async function add(ctx: Context, kind: string, texts: Record<string, string>, audience = '') {
	const id = uuidv7();
	const readers = audience ? { [readersField(kindOf(kind))]: audience } : {};
	await saveAddition(ctx, kind, id, { ...texts, ...readers });
	return id;
}

const decide = (ctx: Context, meetingId: string, audience = '') =>
	add(ctx, 'decision', { meetingId, title: 'Louer un local' }, audience);

const readers = async (ctx: Context, kind: string, id: string) =>
	(await rowOf(ctx, kindOf(kind), id))['audience'] as Audience; // the column of every record

/** A program writes one record: nothing is offered to it, all is asked. */
async function amend(ctx: Context, name: string, id: string, body: Record<string, string>) {
	const kind = { reunions: 'meeting', decisions: 'decision', visites: 'visit' }[name] ?? name;
	const { version } = await rowOf(ctx, kindOf(kind), id);
	await amendRecord(ctx, name, id, body, Number(version));
}

describe('what is part of a record follows it when it is closed', () => {
	test.each([
		['membres', 'personnes:ada,zoe', 'people:ada,zoe'],
		['groupe:gt5', 'personnes:zoe', 'people:zoe'],
		['bureau', 'personnes:zoe', 'people:zoe'],
		['equipe', 'personnes:zoe', 'people:zoe'],
		['personnes:ada,marc,zoe', 'personnes:zoe', 'people:zoe'],
		['personnes:ada,marc,zoe', 'personnes:ada,zoe', 'people:ada,zoe'],
		['groupe:gt5', 'pilotes:gt5', 'pilots:gt5'],
		// Those of the other circle would read what nobody opened to them: who certainly reads both stays.
		['membres', 'groupe:gt5', 'team'],
		['bureau', 'pilotes:gt5', 'team'],
		['groupe:gt5', 'bureau', 'team'],
		['groupe:gt5', 'groupe:gt6', 'team']
	])('from %s to %s: %s', (before, after, expected) =>
		withZoe(async (ctx) => {
			await aTown(ctx);
			const meetingId = await aMeeting(ctx, before);
			const parts = [
				await decide(ctx, meetingId),
				await add(ctx, 'action', { meetingId, title: 'Louer', state: 'a-faire' }),
				await add(ctx, 'minutes', { meetingId, state: 'approuve', text: 'Bonjour.' }, before)
			];
			await amend(ctx, 'reunions', MEETING, { audience: after });
			const [decision, action, minutes] = parts;
			expect([
				await readers(ctx, 'decision', decision ?? ''),
				await readers(ctx, 'action', action ?? ''),
				await readers(ctx, 'minutes', minutes ?? '')
			]).toEqual([expected, expected, expected]);
		})
	);

	test.each([
		['membres', 'public', 'bureau', 'board'],
		['public', 'membres', 'bureau', 'board'],
		['public', 'groupe:gt5', 'bureau', 'team'],
		['public', 'equipe', 'bureau', 'team'],
		// Of those who are named now, who read the part before: Marc is of no member.
		['public', 'membres', 'personnes:ada,marc,zoe', 'people:ada,zoe'],
		['public', 'personnes:ada,zoe', 'personnes:marc,zoe', 'people:zoe'],
		// Who was named on a part stays named.
		['public', 'personnes:ada,zoe', 'bureau', 'people:ada,zoe']
	])(
		'a meeting of %s whose decision is of %s, closed to %s: %s',
		(before, declared, after, expected) =>
			withZoe(async (ctx) => {
				await aTown(ctx);
				const id = await decide(ctx, await aMeeting(ctx, before), declared);
				await amend(ctx, 'reunions', MEETING, { audience: after });
				expect(await readers(ctx, 'decision', id)).toBe(expected);
			})
	);

	test('by the form too, and comes back with it when that is undone', () =>
		withZoe(async (ctx) => {
			const { ada } = await aTown(ctx);
			const id = await decide(ctx, await aMeeting(ctx, 'membres'));
			const later = { ...ctx, act: uuidv7(), now: new Date(ctx.now.getTime() + 60_000) };
			const { fields, version } = await changePage(later, 'meeting', MEETING);
			const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
			const closed = { ...texts, audience: 'personnes:zoe' };
			await saveChange(later, 'meeting', MEETING, closed, version);
			expect(mayRead(ada, await readers(ctx, 'decision', id))).toBe(false);
			const after = { ...later, act: uuidv7(), now: new Date(later.now.getTime() + 60_000) };
			const home = await undoAct(after, (await lastActOf(after, 'meeting', MEETING)) ?? '');
			expect(await readers(ctx, 'decision', id)).toBe('members');
			expect(home.isNarrower).toBe(false);
		}));

	test('a pilot who closes the meeting of a group keeps what was for others to the team: no other pilot comes in', () =>
		inTestCollective(async (ctx) => {
			const { ada } = await aTown(ctx);
			const gt7 = await aGroup(ctx, 'gt7');
			const pia = await aPerson(ctx, 'pia');
			await holds(ctx, pia, await anOrganisation(ctx, 'iris', true), 'direction');
			await takesPart(ctx, gt7, { personId: pia }, 'pilot');
			const pilot = await asPerson(ctx, pia, 'pia');
			const texts = { title: 'GT', type: 'groupe-travail', on: '12/03/2024', state: 'tenue' };
			const team = { ...ctx, actor: TEAM };
			const open = { ...texts, groupId: 'gt7', audience: 'public' };
			await saveAddition(team, 'meeting', MEETING, open);
			const meetingId = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
			const id = await decide(team, meetingId, 'membres');
			await amend({ ...ctx, actor: pilot }, 'reunions', MEETING, { audience: 'groupe:gt7' });
			expect(await readers(ctx, 'decision', id)).toBe('team');
			expect(mayRead(ada, await readers(ctx, 'decision', id))).toBe(false);
		}));

	test('what is noted of a group is closed with it', () =>
		withZoe(async (ctx) => {
			await aTown(ctx);
			const id = uuidv7();
			const texts = { name: 'Ponts', type: 'groupe-travail', circle: 'ptce', audience: 'membres' };
			await saveAddition(ctx, 'group', id, texts);
			const { code } = await rowOf(ctx, kindOf('group'), id);
			const own = { groupId: String(code), title: 'Guide', state: 'produit' };
			const deliverable = await add(ctx, 'deliverable', own, 'membres');
			const member = { groupId: String(code), personId: 'ada', role: 'membre' };
			const participant = await add(ctx, 'groupParticipant', member, 'membres');
			const kind = kindOf('group');
			const row = await rowOf(ctx, kind, id);
			const closed = { ...row, audience: 'people:zoe' };
			await changeRecord(ctx, kind, id, closed, Number(row['version']));
			expect(await readers(ctx, 'deliverable', deliverable)).toBe('people:zoe');
			expect(await readers(ctx, 'groupParticipant', participant)).toBe('people:zoe');
		}));
});

describe('what is decided of a draft holds the day it is published', () => {
	test.each(['tenue', 'relue'])('a visit that is %s when it is closed to the bureau', (etat) =>
		withZoe(async (ctx) => {
			await anOrganisation(ctx, 'lys');
			const visited = { organisation: 'lys', date: '12/03/2024', etat, audience: 'public' };
			const { record } = await addRecord(ctx, 'visites', visited);
			const visit = String(record['id']);
			const passage = await add(
				ctx,
				'visitPassage',
				{
					visitId: String((await rowOf(ctx, kindOf('visit'), visit))['code']),
					section: 'idees',
					rank: '1',
					text: 'Nous cherchons un local.',
					consent: 'accorde'
				},
				'public'
			);
			await amend(ctx, 'visites', visit, { audience: 'bureau' });
			await amend(ctx, 'visites', visit, { etat: 'publiee' });
			expect(await readers(ctx, 'visit', visit)).toBe('board');
			expect(await readers(ctx, 'visitPassage', passage)).toBe('board');
		})
	);

	test('draft minutes of a public meeting that is closed to the bureau', () =>
		withZoe(async (ctx) => {
			const meetingId = await aMeeting(ctx, 'public');
			const draft = { meetingId, state: 'brouillon', text: 'Deux mois.' };
			const id = await add(ctx, 'minutes', draft, 'membres');
			await amend(ctx, 'reunions', MEETING, { audience: 'bureau' });
			const row = await rowOf(ctx, kindOf('minutes'), id);
			const reread: Row = { ...row, state: 'reread' };
			await changeRecord(ctx, kindOf('minutes'), id, reread, Number(row['version']));
			expect(await readers(ctx, 'minutes', id)).toBe('board');
		}));
});

describe('what comes back is read by no more than what it is part of', () => {
	test('a decision that was removed before its meeting was closed, and who brings it back is told', () =>
		withZoe(async (ctx) => {
			await aTown(ctx);
			const id = await decide(ctx, await aMeeting(ctx, 'public'));
			await dropRecord(ctx, 'decisions', id, 1);
			const line = (await lastActOf(ctx, 'decision', id)) ?? '';
			await amend(ctx, 'reunions', MEETING, { audience: 'bureau' });
			expect((await undoAct(ctx, line)).isNarrower).toBe(true);
			expect(await readers(ctx, 'decision', id)).toBe('board');
		}));

	test('nor by whom it was not read before, when its meeting is kept to named people since', () =>
		withZoe(async (ctx) => {
			await aTown(ctx);
			const id = await decide(ctx, await aMeeting(ctx, 'public'), 'membres');
			await dropRecord(ctx, 'decisions', id, 1);
			const line = (await lastActOf(ctx, 'decision', id)) ?? '';
			await amend(ctx, 'reunions', MEETING, { audience: 'personnes:ada,marc,zoe' });
			await undoAct(ctx, line);
			expect(await readers(ctx, 'decision', id)).toBe('people:ada,zoe');
		}));

	test('the minutes that were removed as a draft, then published', () =>
		withZoe(async (ctx) => {
			const meetingId = await aMeeting(ctx, 'public');
			const draft = { meetingId, state: 'brouillon', text: 'Deux mois.' };
			const id = await add(ctx, 'minutes', draft, 'public');
			await dropRecord(ctx, 'comptes-rendus', id, 1);
			const line = (await lastActOf(ctx, 'minutes', id)) ?? '';
			await amend(ctx, 'reunions', MEETING, { audience: 'bureau' });
			await undoAct(ctx, line);
			const row = await rowOf(ctx, kindOf('minutes'), id);
			const reread: Row = { ...row, state: 'reread' };
			await changeRecord(ctx, kindOf('minutes'), id, reread, Number(row['version']));
			expect(await readers(ctx, 'minutes', id)).toBe('board');
		}));

	test('the readers that a decision had before it was closed with its meeting', () =>
		withZoe(async (ctx) => {
			const id = await decide(ctx, await aMeeting(ctx, 'public'));
			const later = { ...ctx, act: uuidv7(), now: new Date(ctx.now.getTime() + 60_000) };
			await amend(later, 'reunions', MEETING, { audience: 'bureau' });
			const { acts } = await historyPage(later, 'decision', id, 1);
			await expect(undoAct(later, acts[0]?.id ?? '')).rejects.toThrow('fait partie');
			expect(await readers(ctx, 'decision', id)).toBe('board');
		}));

	test('a decision that moves to a meeting of the bureau is closed with it, unless who moves it names its readers', () =>
		withZoe(async (ctx) => {
			const [open, closed] = [uuidv7(), uuidv7()];
			const from = await aMeeting(ctx, 'public', open);
			const to = await aMeeting(ctx, 'bureau', closed);
			const [one, other] = [await decide(ctx, from), await decide(ctx, from)];
			await amend(ctx, 'decisions', one, { reunion: to });
			expect(await readers(ctx, 'decision', one)).toBe('board');
			await amend(ctx, 'decisions', other, { reunion: to, audience: 'conseil' });
			expect(await readers(ctx, 'decision', other)).toBe('council');
		}));
});
