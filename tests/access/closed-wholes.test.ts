import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';
import { saveAddition, saveChange, changePage } from '#collectors/editing/forms.ts';
import { homeOf, kindOf, rowOf } from '#collectors/editing/home.ts';
import { listActs } from '#collectors/feed.ts';
import '#collectors/permissions.ts';
import { search } from '#collectors/search.ts';
import { searchPage } from '#collectors/api/others.ts';
import { changesFor } from '#collectors/mail/changes.ts';
import { groupMeetingBlocks } from '#modules/meetings/index.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { publishAsShown } from '../editing/as-shown.ts';

const NEW = (rank: number) => `01890000-0000-7000-8000-0000000000${String(rank).padStart(2, '0')}`;
const [GROUP, MEETING, WITH_GROUP, ALONE] = [NEW(1), NEW(2), NEW(3), NEW(4)];
/** Of the members, and no more. */
const MEMBER = signedIn('Max', { role: 'representative', because: 'représente un membre' });
const TEAM = signedIn('Zoe');

async function as<T>(actor: Actor, work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(await testCollective(), { actor, mode: 'write' }, work);
}

let slug: string;
let groupPage: string;
// A meeting of the team, of which two decisions are for everybody; one was taken for a group that has a page.
beforeAll(async () => {
	await as(TEAM, async (ctx) => {
		await saveAddition(ctx, 'group', GROUP, {
			name: 'Ponts',
			type: 'groupe-travail',
			circle: 'ptce',
			audience: 'public'
		});
		await saveAddition(ctx, 'meeting', MEETING, {
			title: 'Huis clos',
			type: 'rencontre',
			state: 'tenue',
			on: '12/03/2024',
			audience: 'equipe'
		});
		slug = String((await rowOf(ctx, kindOf('meeting'), MEETING))['code']);
		const group = String((await rowOf(ctx, kindOf('group'), GROUP))['code']);
		groupPage = `/groupes/${group}`;
		await decide(ctx, WITH_GROUP, { title: 'Ouvrir la passerelle', groupId: group });
		await decide(ctx, ALONE, { title: 'Fermer la passerelle', groupId: '' });
	});
});

function decide(ctx: Context, id: string, texts: { title: string; groupId: string }) {
	return saveAddition(ctx, 'decision', id, { ...texts, meetingId: slug, audience: 'public' });
}

const found = (actor: Actor) =>
	as(actor, async (ctx) =>
		Object.fromEntries(
			(await search(ctx, 'passerelle')).hits.map(({ title, path }) => [title, path])
		)
	);

describe('what is public in a meeting that is kept to the team', () => {
	test('is found by who reads the meeting on its page', async () => {
		expect(await found(TEAM)).toEqual({
			'Ouvrir la passerelle': `/reunions/${slug}`,
			'Fermer la passerelle': `/reunions/${slug}`
		});
	});

	test('is found by others on the page of its group, or without a page', async () => {
		for (const actor of [PUBLIC, MEMBER])
			expect(await found(actor)).toEqual({
				'Ouvrir la passerelle': groupPage,
				'Fermer la passerelle': null
			});
	});

	test('tells others neither the day nor the address of the meeting, by any door', async () => {
		for (const actor of [PUBLIC, MEMBER])
			await as(actor, async (ctx) => {
				const doors = [
					await search(ctx, 'passerelle'),
					await searchPage(ctx, new URLSearchParams({ q: 'passerelle' })),
					await listActs(ctx, 20),
					await homeOf(ctx, kindOf('decision'), await rowOf(ctx, kindOf('decision'), ALONE)),
					await groupMeetingBlocks(ctx, GROUP, 2024)
				];
				const told = JSON.stringify(doors);
				expect(told).toContain('passerelle');
				expect(told).not.toContain(slug);
				expect(told).not.toMatch(/mars 2024|2024-03-12|huis clos/i);
			});
	});

	test('is told by mail to others without a link to the meeting', async () => {
		const changes = await as(TEAM, (ctx) =>
			changesFor(
				ctx,
				{
					recipient: {
						account: NEW(99),
						address: 'max@example.org',
						name: 'Max',
						person: null,
						since: new Date(0)
					},
					actor: MEMBER,
					rhythms: { of: () => 'daily', ruling: (list) => list }
				},
				{ from: new Date(0), to: new Date(ctx.now.getTime() + 60_000) }
			)
		);
		const paths = Object.fromEntries(changes.map(({ title, path }) => [title, path]));
		expect(paths).toMatchObject({
			'Ouvrir la passerelle': groupPage,
			'Fermer la passerelle': undefined
		});
		expect(JSON.stringify(changes)).not.toContain(slug);
	});
});

test('a meeting that is closed takes its day out of what was already found of its decisions', async () => {
	const line = async () =>
		as(PUBLIC, async (ctx) => (await search(ctx, 'passerelle')).hits.map((hit) => hit.line));
	await as(TEAM, async (ctx) => {
		await ctx.db.update(meeting).set({ audience: 'public' }).where(eq(meeting.id, MEETING));
		const { fields, version } = await changePage(ctx, 'meeting', MEETING);
		const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
		await saveChange(ctx, 'meeting', MEETING, { ...texts, title: 'Portes ouvertes' }, version);
	});
	expect(await line()).toEqual(['Décision, 12 mars 2024', 'Décision, 12 mars 2024']);
	await as(TEAM, async (ctx) => {
		const { fields, version } = await changePage(ctx, 'meeting', MEETING);
		const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
		await saveChange(ctx, 'meeting', MEETING, { ...texts, audience: 'equipe' }, version);
		for (const id of [WITH_GROUP, ALONE]) await open(ctx, id);
	});
	expect(await line()).toEqual(['Décision sans date', 'Décision sans date']);
});

/** What was closed with its meeting is opened again by itself. */
async function open(ctx: Context, id: string): Promise<void> {
	await publishAsShown(ctx, 'decision', id, { readers: 'public', parts: [] });
}

test('an organisation that is closed takes its name out of what is found of its visits and of what it asked for', async () => {
	const [own, visit] = [NEW(10), NEW(11)];
	await as(TEAM, async (ctx) => {
		await saveAddition(ctx, 'organisation', own, {
			name: 'Fileuse',
			nature: 'association',
			audience: 'public'
		});
		const code = String((await rowOf(ctx, kindOf('organisation'), own))['code']);
		const texts = { organisationId: code, date: '05/02/2024', state: 'publiee' };
		await saveAddition(ctx, 'need', NEW(12), {
			title: 'Un four',
			organisations: code,
			sense: 'besoin',
			theme: 'mutualiser',
			voice: 'adherent',
			state: 'entendu',
			audience: 'public'
		});
		await saveAddition(ctx, 'visit', visit, { ...texts, declaredAudience: 'public' });
	});
	const titles = () =>
		as(PUBLIC, async (ctx) => (await search(ctx, 'visite')).hits.map(({ title }) => title));
	const naming = async () => (await as(PUBLIC, (ctx) => search(ctx, 'fileuse'))).hits.length;
	expect(await titles()).toEqual(['Visite de Fileuse']);
	expect(await naming()).toBe(3);
	await as(TEAM, async (ctx) => {
		const { fields, version } = await changePage(ctx, 'organisation', own);
		const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
		await saveChange(ctx, 'organisation', own, { ...texts, audience: 'equipe' }, version);
	});
	expect(await titles()).toEqual(['Visite']);
	expect(await naming()).toBe(0);
});
