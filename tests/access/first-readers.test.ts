import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { isAsWide } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { kindNamed, readersField, type AnyKind } from '#core/server/kinds.ts';
import { changeRecord, storedRows, type Row } from '#core/server/records.ts';
import { inTestCollective } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { additionPage, changePage, saveAddition } from '#collectors/editing/forms.ts';
import { readersInWords } from '#collectors/editing/readers.ts';
import { typedReadBy } from '#collectors/editing/sentence.ts';
import { kinds } from '#modules/all.ts';
import { aGroup, anOrganisation, aPerson } from './cast.ts';

describe('who first reads each kind is said once, by the kind', () => {
	test.each(kinds.map((kind) => [kind.plural, kind] as const))('%s', (_, kind) => {
		const { of, else: last, because = '' } = kind.firstReaders;
		for (const field of of)
			expect(kindNamed(kind.columns[field]?.type.target), field).toBeDefined();
		if (last === 'public') expect(because.length).toBeGreaterThan(20);
		if (kind.heldBack) expect(readersField(kind)).toBe('declaredAudience');
	});
});

const DRAFT = { state: 'brouillon', text: 'Deux mois de salaires impayés.' };

test.each(['public', 'membres', 'bureau', 'conseil'])(
	'a draft whose author names %s is read by those who write it, then by those who were named',
	(audience) =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, { type: 'rencontre', audience: 'public' });
			const draft = await add(ctx, 'minutes', { ...DRAFT, meetingId: meeting.code, audience });
			const minutes = kindOf('minutes');
			const named = draft.row[readersField(minutes)] as Audience; // the column of every record
			expect(isAsWide('team', draft.row['audience'] as Audience)).toBe(true);
			expect(draft.row['audience']).not.toBe('public');
			await changeRecord(ctx, minutes, draft.id, { ...draft.row, state: 'reread' }, 1);
			expect((await stored(ctx, minutes, draft.id))['audience']).toBe(named);
		})
);

test('a meeting is first read by those whom its body gathers', () =>
	inTestCollective(async (ctx) => {
		await aGroup(ctx, 'le-bureau', 'bureau');
		await aGroup(ctx, 'le-conseil', 'board');
		await aGroup(ctx, 'gt5');
		const readers = async (groupId: string, type: string) =>
			(await aMeeting(ctx, { groupId, type })).row['audience'];
		expect(await readers('le-bureau', 'bureau')).toBe('board');
		expect(await readers('le-conseil', 'conseil-administration')).toBe('council');
		expect(await readers('gt5', 'groupe-travail')).toBe('group:gt5');
	}));

describe('what may be held back is never opened by what it is part of alone', () => {
	test.each(['relu', 'approuve'])('minutes that are added %s to a public meeting', (state) =>
		inTestCollective(async (ctx) => {
			await aGroup(ctx, 'le-bureau', 'bureau');
			const texts = { groupId: 'le-bureau', type: 'bureau', audience: 'public' };
			const meeting = await aMeeting(ctx, texts);
			const typed = { meetingId: meeting.code, state, text: 'Deux mois de salaires impayés.' };
			const { row } = await add(ctx, 'minutes', typed);
			expect(row['audience']).toBe('board');
			expect((await add(ctx, 'decision', { meetingId: meeting.code, title: 'Louer' })).row).toEqual(
				expect.objectContaining({ audience: 'public' })
			);
		})
	);

	test('minutes whose author names everybody are for everybody once reread', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, { type: 'rencontre', audience: 'public' });
			const typed = { meetingId: meeting.code, state: 'relu', text: 'Bonjour.' };
			const { row } = await add(ctx, 'minutes', { ...typed, audience: 'public' });
			expect(row['audience']).toBe('public');
		}));

	test('minutes that were a draft of a public meeting', () =>
		inTestCollective(async (ctx) => {
			const meeting = await aMeeting(ctx, { type: 'rencontre', audience: 'public' });
			const draft = await add(ctx, 'minutes', { ...DRAFT, meetingId: meeting.code });
			const minutes = kindOf('minutes');
			await changeRecord(ctx, minutes, draft.id, { ...draft.row, state: 'reread' }, 1);
			expect((await stored(ctx, minutes, draft.id))['audience']).not.toBe('public');
		}));

	test('a passage of a public visit to which the member agreed', () =>
		inTestCollective(async (ctx) => {
			await anOrganisation(ctx, 'phare');
			const texts = { organisationId: 'phare', date: '12/03/2024', state: 'publiee' };
			const visit = await add(ctx, 'visit', { ...texts, audience: 'public' });
			expect(visit.row['audience']).toBe('public');
			const { row } = await add(ctx, 'visitPassage', {
				visitId: String(visit.row['code']),
				section: 'idees',
				rank: '1',
				text: 'Nous cherchons un local.',
				consent: 'accorde'
			});
			expect(row['audience']).toBe('team');
		}));
});

test('the form of what may be held back says who reads it first, then who reads it once it is not', () =>
	inTestCollective(async (ctx) => {
		await aGroup(ctx, 'gt5');
		const meeting = await aMeeting(ctx, { groupId: 'gt5', type: 'groupe-travail' });
		await anOrganisation(ctx, 'phare');
		const { row } = await add(ctx, 'visit', {
			organisationId: 'phare',
			date: '12/03/2024',
			state: 'tenue',
			audience: 'membres'
		});
		const sentence = async (kind: string, known: Record<string, string>) =>
			(await additionPage(ctx, kind, known)).fields.find(({ people }) => people)?.readBy;
		expect(await sentence('minutes', { meetingId: meeting.code })).toBe(
			'l’équipe et le pilotage du groupe GT5 seulement ; puis, une fois le compte rendu relu, par les participants du groupe GT5'
		);
		const visitId = String(row['code']);
		expect(await sentence('visitPassage', { visitId })).toMatch(
			/^l’équipe seulement ; puis, une fois .*, par les membres$/
		);
	}));

test('the form says beforehand the answers that keep a row to fewer, whether it is new or comes back, and never wider than it is', () =>
	inTestCollective(async (ctx) => {
		const meeting = await aMeeting(ctx, { type: 'rencontre', audience: 'public' });
		await aPerson(ctx, 'ada');
		const known = { meetingId: meeting.code, personId: 'ada' };
		const told = 'tout le monde ; « Excusé », « Absent », « Pouvoir » : l’équipe seulement';
		const { fields } = await additionPage(ctx, 'attendance', known);
		expect(fields.find(({ people }) => people)?.readBy).toBe(told);
		expect(await typedReadBy(ctx, 'attendance', { ...known, mode: 'present' })).toBe(told);
		expect(await typedReadBy(ctx, 'attendance', { ...known, mode: 'excuse' })).toBe('l’équipe');
		await anOrganisation(ctx, 'phare');
		const visit = await add(ctx, 'visit', {
			organisationId: 'phare',
			date: '12/03/2024',
			state: 'publiee',
			audience: 'public'
		});
		const passage = {
			visitId: String(visit.row['code']),
			section: 'relation',
			text: 'Un local',
			rank: '1'
		};
		const agreed = await add(ctx, 'visitPassage', {
			...passage,
			consent: 'accorde',
			audience: 'public'
		});
		const form = (await changePage(ctx, 'visitPassage', agreed.id)).fields;
		expect(form.find(({ people }) => people)?.readBy).toBe(
			'tout le monde ; « Accord refusé », « Accord à demander » : l’équipe seulement'
		);
		const refused = { ...passage, consent: 'refuse' };
		expect(await typedReadBy(ctx, 'visitPassage', refused, agreed.id)).toMatch(
			/^l’équipe seulement/
		);
	}));

describe('a meeting whose sort names a body is for that body, whatever group it is noted under', () => {
	test.each([
		['gt5', 'bureau', 'board'],
		['gt5', 'conseil-administration', 'council'],
		['le-bureau', 'conseil-administration', 'board'],
		['le-conseil', 'bureau', 'board'],
		['gt5', 'rencontre', 'group:gt5']
	])('%s, %s', (groupId, type, circle) =>
		inTestCollective(async (ctx) => {
			await aGroup(ctx, 'gt5');
			await aGroup(ctx, 'le-bureau', 'bureau');
			await aGroup(ctx, 'le-conseil', 'board');
			expect((await aMeeting(ctx, { groupId, type })).row['audience']).toBe(circle);
			expect(await typedReadBy(ctx, 'meeting', { groupId, type }), 'the form that comes back').toBe(
				await readersInWords(ctx, circle as Audience)
			); // written above
		})
	);
});

test.each(['excuse', 'absent'])('the name of who was %s does not follow a public meeting', (mode) =>
	inTestCollective(async (ctx) => {
		const meeting = await aMeeting(ctx, { type: 'rencontre', audience: 'public' });
		await aPerson(ctx, 'ada');
		const attends = { meetingId: meeting.code, personId: 'ada', mode, capacity: 'invite' };
		const { row } = await add(ctx, 'attendance', attends);
		expect(row['audience']).not.toBe('public');
	})
);

test('a meeting that is narrowed narrows what was told in it', () =>
	inTestCollective(async (ctx) => {
		const meeting = await aMeeting(ctx, { type: 'rencontre', audience: 'public' });
		const told = { meetingId: meeting.code, title: 'Louer un local' };
		const decision = await add(ctx, 'decision', told);
		expect(decision.row['audience']).toBe('public');
		const kind = kindOf('meeting');
		await changeRecord(ctx, kind, meeting.id, { ...meeting.row, audience: 'team' }, 1);
		expect((await stored(ctx, kindOf('decision'), decision.id))['audience']).toBe('team');
	}));

async function aMeeting(ctx: Context, texts: Record<string, string>) {
	const { id, row } = await add(ctx, 'meeting', {
		title: 'Réunion',
		on: '12/03/2024',
		state: 'tenue',
		...texts
	});
	return { id, row, code: String(row['code']) };
}

/** One more record by its form: what is not typed is left empty. */
async function add(ctx: Context, name: string, texts: Record<string, string>) {
	const id = uuidv7();
	const { audience, ...typed } = texts;
	const readers = audience ? { [readersField(kindOf(name))]: audience } : {};
	await saveAddition(ctx, name, id, { ...typed, ...readers });
	return { id, row: await stored(ctx, kindOf(name), id) };
}

async function stored(ctx: Context, kind: AnyKind, id: string): Promise<Row> {
	const [row = {}] = await storedRows(ctx, kind, eq(kind.table.id, id));
	return row;
}

function kindOf(name: string): AnyKind {
	const found = kinds.find((kind) => kind.name === name);
	if (!found) throw new Error(`${name} is no kind`);
	return found;
}
