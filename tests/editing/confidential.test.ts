import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { additionPage, changePage, saveAddition, saveChange } from '#collectors/editing/forms.ts';
import { showSheet } from '#collectors/editing/in-place.ts';
import { publicationOf } from '#collectors/editing/publishing.ts';
import { historyPage, lastActOf, undoAct } from '#collectors/editing/history.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { shownRecord } from '#collectors/editing/tools.ts';
import { meetingSheet } from '#modules/meetings/server/meeting-page.ts';
import '#collectors/permissions.ts';
import { changeRecord } from '#core/server/records.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { organisation, person } from '#modules/network/index.ts';
import { anOrganisation, aPerson, asPerson, holds } from '../access/cast.ts';
import { publishAsShown } from './as-shown.ts';

const asZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, signedIn('Zoe'));
const NEW = (last: number) => `0199a000-0000-7000-8000-00000000000${String(last)}`;
const TEAM_MEETING = {
	title: 'Point d’équipe',
	type: 'bureau',
	on: '2024-04-02',
	state: 'prevue',
	audience: 'equipe'
};

async function aTeamMeeting(ctx: Context): Promise<{ id: string; code: string }> {
	await saveAddition(ctx, 'meeting', NEW(1), TEAM_MEETING);
	return { id: NEW(1), code: String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']) };
}

async function audienceOf(ctx: Context, kind: string, id: string): Promise<unknown> {
	return (await rowOf(ctx, kindOf(kind), id))['audience'];
}

describe('readers of what a form writes', () => {
	test('the agenda of a meeting of the team is for the team, unless its author says otherwise', () =>
		asZoe(async (ctx) => {
			const { code } = await aTeamMeeting(ctx);
			const { fields } = await additionPage(ctx, 'agendaItem', { meetingId: code });
			expect(fields.find((field) => field.name === 'audience')).toMatchObject({
				value: '',
				readBy: 'l’équipe'
			});
			const item = { meetingId: code, title: 'Salaires' };
			await saveAddition(ctx, 'agendaItem', NEW(2), { ...item, rank: '1' });
			expect(await audienceOf(ctx, 'agendaItem', NEW(2))).toBe('team');
			const told = { ...item, rank: '2', audience: 'membres' };
			await saveAddition(ctx, 'agendaItem', NEW(3), told);
			expect(await audienceOf(ctx, 'agendaItem', NEW(3))).toBe('members');
		}));

	test('a form that does not say them leaves those of the record', () =>
		asZoe(async (ctx) => {
			const { id } = await aTeamMeeting(ctx);
			const { audience: _unsaid, ...rest } = TEAM_MEETING;
			await saveChange(ctx, 'meeting', id, { ...rest, place: 'Caudry' }, 1);
			expect(await audienceOf(ctx, 'meeting', id)).toBe('team');
		}));

	test('nobody shuts themselves out, nor names who is not in the directory', () =>
		asZoe(async (ctx) => {
			const add = (audience: string) =>
				saveAddition(ctx, 'person', NEW(1), { firstName: 'Ada', audience });
			await aPerson(ctx, 'lou');
			await expect(add('personnes:lou')).rejects.toThrow('Vous ne pourriez plus lire');
			await expect(add('personnes:zoe,nemo')).rejects.toThrow('n’est pas dans l’annuaire');
		}));
});

describe('what is kept to others', () => {
	test('a reference that its reader may not see stays, unnamed, when the form is saved', () =>
		asZoe(async (ctx) => {
			const { id } = await aTeamMeeting(ctx);
			const hostId = await anOrganisation(ctx, 'discrete');
			const kept = { audience: 'people:ada' } as const;
			await ctx.db.update(organisation).set(kept).where(eq(organisation.id, hostId));
			await ctx.db.update(meeting).set({ hostId }).where(eq(meeting.id, id));
			const { fields, version } = await changePage(ctx, 'meeting', id);
			expect(JSON.stringify(fields)).not.toContain('discrete');
			const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
			await saveChange(ctx, 'meeting', id, { ...texts, place: 'Caudry' }, version);
			const row = await rowOf(ctx, kindOf('meeting'), id);
			expect(row).toMatchObject({ hostId, place: 'Caudry' });
		}));

	test('a record is not named by a form sent under its identifier, nor by an address that holds its code', () =>
		asZoe(async (ctx) => {
			const id = await aPerson(ctx, 'ada');
			await ctx.db.update(person).set({ audience: 'people:lou' }).where(eq(person.id, id));
			const sent = saveAddition(ctx, 'person', id, { firstName: 'Ada' });
			await expect(sent).rejects.toThrow('ne vous est pas ouverte');
			const page = await additionPage(ctx, 'role', { personId: 'ada' });
			expect(page.home.path).toBe('/membres');
		}));
});

test('a form that changes a record narrows its readers, and leaves to the act of publishing to open it', () =>
	asZoe(async (ctx) => {
		await saveAddition(ctx, 'meeting', NEW(1), { ...TEAM_MEETING, audience: 'conseil' });
		const readers = async () =>
			(await changePage(ctx, 'meeting', NEW(1))).fields.find(({ people }) => people);
		expect((await readers())?.choices.map(({ code }) => code)).toEqual([
			'conseil',
			'bureau',
			'equipe',
			'personnes'
		]);
		expect((await readers())?.opening).toBe(`/publier/meeting/${NEW(1)}`);
		const opened = { ...TEAM_MEETING, audience: 'public' };
		await expect(saveChange(ctx, 'meeting', NEW(1), opened, 1)).rejects.toThrow('par « Publier »');
		expect(await audienceOf(ctx, 'meeting', NEW(1))).toBe('council');
		await saveChange(ctx, 'meeting', NEW(1), { ...TEAM_MEETING, audience: 'bureau' }, 1);
		expect(await audienceOf(ctx, 'meeting', NEW(1))).toBe('board');
		await publishAsShown(ctx, 'meeting', NEW(1), { readers: 'public', parts: [] });
		expect(await audienceOf(ctx, 'meeting', NEW(1))).toBe('public');
	}));

test('a meeting that everybody reads is closed again from its page; its minutes say by whom they are read, and are published under their own name', () =>
	asZoe(async (ctx) => {
		await saveAddition(ctx, 'meeting', NEW(1), { ...TEAM_MEETING, audience: 'public' });
		const code = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
		const draft = { meetingId: code, state: 'brouillon', text: 'Deux mois', audience: 'conseil' };
		await saveAddition(ctx, 'minutes', NEW(2), draft);
		const shown = await shownRecord(ctx, 'meeting', code);
		expect(shown?.tools.ways).toContainEqual({
			label: 'Refermer',
			path: `/modifier/meeting/${NEW(1)}#champ-audience`
		});
		expect(shown?.tools.ways.map(({ label }) => label)).not.toContain('Publier');
		const { blocks } = await meetingSheet(ctx, code);
		const html = await showSheet(ctx, new URL('http://x/'), blocks, shown);
		expect(html).toContain('<p>Lu par l’équipe.</p>');
		const { what, home } = await publicationOf(ctx, 'minutes', NEW(2));
		expect(what).toBe(`Compte rendu de « ${home.title} »`);
	}));

test('what a record held while it was kept to others stays out of its history', () =>
	inTestCollective(async (ctx) => {
		const [own, ada] = [await anOrganisation(ctx, 'lys', true), await aPerson(ctx, 'ada')];
		await holds(ctx, ada, own, 'direction');
		await ctx.db.update(organisation).set({ audience: 'team', founder: 'Lou' });
		const kind = kindOf('organisation');
		const before = await rowOf(ctx, kind, own);
		const opened = { ...before, founder: 'Zoé', audience: 'members' };
		await changeRecord(ctx, kind, own, opened, Number(before['version']));
		const changesFor = async (actor: Actor) =>
			(await historyPage({ ...ctx, actor }, 'organisation', own, 1)).acts.map(
				(act) => act.changes.length
			);
		expect(await changesFor(await asPerson(ctx, ada, 'ada'))).toEqual([0]);
		expect(await changesFor(signedIn('Zoe'))).toEqual([2]);
	}));

test('what no keyboard writes is left out of what is kept', () =>
	asZoe(async (ctx) => {
		const typed = { firstName: 'A\u0000d\u0007a\r\nMaria', lastName: 'Lou\ud800' };
		await saveAddition(ctx, 'person', NEW(1), typed);
		const row = await rowOf(ctx, kindOf('person'), NEW(1));
		expect(row).toMatchObject({ firstName: 'A d a Maria', lastName: 'Lou\ufffd' });
	}));

test('a meeting published with its parts, closed again, then the closing undone, is whole again; undoing the publication closes all that it opened', () =>
	asZoe(async (ctx) => {
		let hours = 0;
		const later = (): Context => {
			hours += 1;
			const now = new Date(ctx.now.getTime() + hours * 3_600_000);
			return { ...ctx, now, act: uuidv7() };
		};
		const { id, code } = await aTeamMeeting(ctx);
		const item = { meetingId: code, title: 'Salaires', rank: '1' };
		await saveAddition(ctx, 'agendaItem', NEW(2), item);
		await saveAddition(ctx, 'agendaItem', NEW(3), { ...item, rank: '2', audience: 'bureau' });
		await saveAddition(ctx, 'decision', NEW(4), { meetingId: code, title: 'Louer' });
		const readers = async () => [
			await audienceOf(ctx, 'meeting', id),
			await audienceOf(ctx, 'agendaItem', NEW(2)),
			await audienceOf(ctx, 'agendaItem', NEW(3)),
			await audienceOf(ctx, 'decision', NEW(4))
		];
		const before = await readers();
		const parts = [`agendaItem/${NEW(2)}`, `agendaItem/${NEW(3)}`, `decision/${NEW(4)}`];
		const shown = await publicationOf(ctx, 'meeting', id);
		expect(shown.parts.flatMap(({ rows }) => rows.map(({ title }) => title))).toContain('Louer');
		await publishAsShown(later(), 'meeting', id, { readers: 'public', parts });
		const published = await readers();
		expect(published).toEqual(['public', 'public', 'public', 'public']);
		const closing = later();
		const { version } = await changePage(closing, 'meeting', id);
		await saveChange(closing, 'meeting', id, { ...TEAM_MEETING, audience: 'equipe' }, version);
		expect(await readers()).toEqual(['team', 'team', 'team', 'team']);
		const undone = later();
		await undoAct(undone, (await lastActOf(undone, 'meeting', id)) ?? '');
		expect(await readers()).toEqual(published);
		const again = later();
		await undoAct(again, (await lastActOf(again, 'meeting', id)) ?? '');
		expect(await readers()).toEqual(['team', 'team', 'team', 'team']);
		const anew = later();
		await publishAsShown(anew, 'meeting', id, { readers: 'public', parts });
		const back = later();
		await undoAct(back, (await lastActOf(back, 'meeting', id)) ?? '');
		expect(before).toEqual(['team', 'team', 'board', 'team']);
		expect(await readers()).toEqual(['team', 'team', 'team', 'team']);
	}));

test('a meeting that everybody reads says how much of it stays closed, and offers to open it, until nothing is', () =>
	asZoe(async (ctx) => {
		await saveAddition(ctx, 'meeting', NEW(1), { ...TEAM_MEETING, audience: 'public' });
		const code = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
		const item = { meetingId: code, title: 'Salaires', rank: '1', audience: 'equipe' };
		await saveAddition(ctx, 'agendaItem', NEW(2), item);
		const tools = async () => (await shownRecord(ctx, 'meeting', code))?.tools;
		expect((await tools())?.readBy).toContain('tout le monde, sauf ce qui la compose');
		expect((await tools())?.ways.map(({ label }) => label)).toContain('Publier le reste');
		const sent = { readers: 'public', parts: [`agendaItem/${NEW(2)}`] };
		await publishAsShown(ctx, 'meeting', NEW(1), sent);
		expect((await tools())?.readBy).toBe('tout le monde');
		expect((await tools())?.ways.map(({ label }) => label)).not.toContain('Publier le reste');
	}));
