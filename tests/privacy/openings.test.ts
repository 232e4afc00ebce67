import { afterAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { noteWhatWasRead, openingsPage, readersOf } from '#collectors/privacy/openings.ts';
import { seenBy } from '#collectors/holders.ts';
import '#collectors/permissions.ts';
import { OPERATOR, type PersonActor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { opening } from '#core/server/privacy/tables.ts';
import { searchEntry } from '#core/server/tables.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { partialDate } from '#core/partial-date.ts';

const ZOE: PersonActor = {
	...signedIn('Zoe', { role: 'board', because: 'est vice-présidente depuis 2022' }),
	onBehalfOf: 'CAPEP'
};

const write = async <T>(work: (ctx: Context) => Promise<T>) =>
	inCollective(await testCollective(), { actor: OPERATOR, mode: 'write' }, work);

/** A meeting of that circle, as search knows it. */
async function aMeeting(code: string, audience: 'public' | 'board' | `people:${string}`) {
	return write(async (ctx) => {
		const [row] = await ctx.db
			.insert(meeting)
			.values({
				code,
				title: code,
				type: 'bureau',
				on: partialDate('2024-03-06'),
				state: 'held',
				audience
			})
			.returning({ id: meeting.id });
		const id = row?.id ?? '';
		const found = { title: code, line: '', plainTitle: code, plainBody: '' };
		await ctx.db
			.insert(searchEntry)
			.values({ ...found, kind: 'meeting', recordId: id, path: `/reunions/${code}`, audience });
		return id;
	});
}

const at = (path: string) => new URL(path, 'https://fanal.example.org');
const opened = () => write((ctx) => ctx.db.select().from(opening));
afterAll(() =>
	write(async (ctx) => {
		await ctx.db.delete(opening);
		await ctx.db.delete(searchEntry);
		await ctx.db.delete(meeting);
	})
);

test('who opens a record kept to few is noted once an hour, with their role; others are not', async () => {
	const collective = await testCollective();
	const id = await aMeeting('bureau', 'board');
	await aMeeting('ouverte', 'public');
	for (const path of [
		'/reunions/bureau',
		'/reunions/bureau',
		'/reunions/ouverte',
		'/',
		'/reunions/rien'
	])
		await noteWhatWasRead(collective, ZOE, at(path));
	await noteWhatWasRead(collective, { kind: 'public' }, at('/reunions/bureau'));
	await noteWhatWasRead(
		collective,
		signedIn('Lou', { role: 'partner', because: 'est partenaire' }),
		at('/reunions/bureau')
	);
	expect(await opened()).toMatchObject([
		{
			name: 'Zoe',
			recordId: id,
			what: 'la fiche',
			actingAs: 'est vice-présidente depuis 2022 ; au nom de CAPEP'
		}
	]);
});

test('the history, the form, a file and a program are openings too', async () => {
	const collective = await testCollective();
	const id = await aMeeting('bureau-2', 'board');
	for (const path of [
		`/historique/meeting/${id}`,
		`/modifier/meeting/${id}`,
		'/exports/meeting.csv',
		'/api/v1/reunions/bureau-2',
		'/modifier/meeting/rien'
	])
		await noteWhatWasRead(collective, ZOE, at(path));
	const what = (await opened()).map((one) => one.what);
	for (const one of [
		'l’historique',
		'le formulaire',
		'le tableau exporté',
		'la fiche, par un programme'
	])
		expect(what).toContain(one);
	expect(await write((ctx) => readersOf(ctx, 'meeting', id))).toHaveLength(3);
});

test('the form that a page shows beside what it tells is an opening too', async () => {
	const collective = await testCollective();
	const id = await aMeeting('bureau-3', 'board');
	await noteWhatWasRead(collective, ZOE, at(`/groupes/bureau?modifier=meeting/${id}`));
	expect(await write((ctx) => readersOf(ctx, 'meeting', id))).toMatchObject([
		{ name: 'Zoe', what: 'le formulaire' }
	]);
});

test('who looks through the eyes of another is noted under their own name', async () => {
	const collective = await testCollective();
	const id = await aMeeting('bureau-4', 'board');
	const seen = seenBy(signedIn('Directrice'), ZOE);
	await noteWhatWasRead(collective, seen, at('/reunions/bureau-4'));
	expect(await write((ctx) => readersOf(ctx, 'meeting', id))).toMatchObject([
		{ name: 'Directrice', actingAs: expect.stringContaining('en voyant le site comme Zoe') }
	]);
});

test('the list of openings names no record that its reader may not read', async () => {
	const collective = await testCollective();
	await aMeeting('suivi', 'people:zoe');
	await noteWhatWasRead(collective, ZOE, at('/reunions/suivi'));
	const linesFor = (actor: PersonActor) =>
		write(async (ctx) => (await openingsPage({ ...ctx, actor }, null, 1)).lines);
	expect((await linesFor(ZOE)).map((one) => one.record.title)).toContain('suivi');
	const team = await linesFor(signedIn('Lou'));
	expect(team.map((one) => one.record.title)).not.toContain('suivi');
	expect(team.map((one) => one.record.title)).toContain('une fiche réservée à d’autres');
});

test('only who may knows who opened what', async () => {
	const stranger = signedIn('Lou', { role: 'partner', because: 'est partenaire' });
	await expect(write((ctx) => openingsPage({ ...ctx, actor: stranger }, null, 1))).rejects.toThrow(
		'qui a ouvert'
	);
	expect(
		await write((ctx) => ctx.db.select().from(opening).where(eq(opening.name, 'Lou')))
	).toEqual([]);
});
