import { afterAll, expect, test } from 'vitest';
import { and, eq, inArray, sql } from 'drizzle-orm';
import {
	noteGuestReading,
	noteWhatWasRead,
	openingsPage,
	readersOf
} from '#collectors/privacy/openings.ts';
import { kindOf } from '#collectors/editing/home.ts';
import { guestPage } from '#collectors/guests.ts';
import { seenBy } from '#collectors/holders.ts';
import '#collectors/permissions.ts';
import { OPERATOR, PUBLIC, type Actor, type PersonActor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { visible } from '#core/server/permissions.ts';
import { addReads, copyReads } from '#core/server/privacy/reads.ts';
import { opening } from '#core/server/privacy/tables.ts';
import { removeRecords, storedRows } from '#core/server/records.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';
import { decision, meeting } from '#modules/meetings/server/tables.ts';
import { question, questionnaire } from '#modules/questionnaires/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { partialDate } from '#core/partial-date.ts';

const ZOE: PersonActor = {
	...signedIn('Zoe', { role: 'board', because: 'est vice-présidente depuis 2022' }),
	onBehalfOf: 'CAPEP'
};

const write = async <T>(work: (ctx: Context) => Promise<T>) =>
	inCollective(await testCollective(), { actor: OPERATOR, mode: 'write' }, work);

/** A meeting of that circle, as search knows it. */
async function aMeeting(code: string, audience: Audience) {
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

const opened = () => write((ctx) => ctx.db.select().from(opening));
afterAll(() =>
	write(async (ctx) => {
		await ctx.db.delete(opening);
		await ctx.db.delete(searchEntry);
		await ctx.db.delete(meeting);
		await ctx.db.delete(journal).where(eq(journal.event, 'meeting.removed'));
	})
);

/** What a page, a file or a program does: reads as somebody, answers, then notes what it has told. */
async function ask(
	actor: Actor,
	address: string,
	work: (ctx: Context) => Promise<unknown>,
	route = '',
	told?: string | null
): Promise<void> {
	const collective = await testCollective();
	// Each request makes its own actor.
	const asking = { ...actor };
	const found = await inCollective(collective, { actor: asking }, work);
	const text = told === undefined ? JSON.stringify(found) : told;
	await noteWhatWasRead(collective, asking, { url: new URL(address, SITE), route, text });
}
const SITE = 'https://fanal.example.org';

const titlesOf =
	(...codes: string[]) =>
	(ctx: Context) =>
		ctx.db
			.select({ id: meeting.id, title: meeting.title })
			.from(meeting)
			.where(and(inArray(meeting.code, codes), visible(ctx, meeting)));
const readers = (recordId: string, audience: Audience = 'board') =>
	write((ctx) => readersOf(ctx, { kind: 'meeting', recordId, audience }));

test('who opens a record kept to few is noted once an hour, with their role; others are not', async () => {
	const id = await aMeeting('bureau', 'board');
	await aMeeting('ouverte', 'public');
	const both = titlesOf('bureau', 'ouverte');
	await ask(ZOE, '/reunions/bureau', both);
	await ask(ZOE, '/reunions/bureau', both);
	await ask(ZOE, '/reunions/ouverte', titlesOf('ouverte'));
	await ask(PUBLIC, '/reunions/bureau', both);
	await ask(signedIn('Lou', { role: 'partner', because: 'est partenaire' }), '/', both);
	expect(await opened()).toMatchObject([
		{
			name: 'Zoe',
			recordId: id,
			what: 'la fiche',
			actingAs: 'est vice-présidente depuis 2022 ; au nom de CAPEP'
		}
	]);
});

test.each([
	['/historique/meeting/x', '', 'l’historique'],
	['/modifier/meeting/x', '', 'le formulaire'],
	['/documents/x/fichier', '/documents/[code]/fichier', 'le fichier'],
	['/recherche?q=bureau', '', 'la recherche'],
	['/rapports/2024/fichier/pdf', '/rapports/[annee]/fichier/[format]', 'le rapport annuel'],
	['/chiffres/meetings.held', '', 'les lignes d’un chiffre'],
	['/api/v1/reunions', '', 'un programme'],
	['/tableau-de-bord', '', 'une autre page']
])('%s is an opening too, said as it is', async (address, route, what) => {
	const id = await aMeeting(`bureau-${what}`, 'board');
	await ask(ZOE, address, titlesOf(`bureau-${what}`), route);
	expect((await readers(id)).map((one) => one.what)).toEqual([what]);
});

test('the form that a page shows beside what it tells is an opening too', async () => {
	const id = await aMeeting('bureau-3', 'board');
	await ask(ZOE, `/groupes/bureau?modifier=meeting/${id}`, titlesOf('bureau-3'));
	expect(await readers(id)).toMatchObject([{ name: 'Zoe', what: 'le formulaire' }]);
});

test('what is read to make an answer, and not told in it, is opened by nobody', async () => {
	const id = await aMeeting('tu', 'board');
	await ask(ZOE, '/chiffres', titlesOf('tu'), '', '<p>Une réunion au mois de mars.</p>');
	expect(await readers(id)).toEqual([]);
});

test('a row is told whatever marks, typography or length stand between its words and the page', async () => {
	const said = [
		['L’été « vert » : 1 < 2', '<h2>L’été «&nbsp;vert&nbsp;»&#160;: 1 &lt; 2</h2>'],
		[
			'Un **gras** et un [lien](https://a.example.org)',
			'{"t":"Un \\u003Cb>gras\\u003C/b> et un lien"}'
		],
		[
			'Une réunion dont le titre est plus long que ce qu’une liste en montre, et de beaucoup',
			'Une réunion dont le titre est plus long que ce qu’une liste en montre…'
		]
	];
	for (const [title = '', text = ''] of said) {
		const id = await aMeeting(title, 'board');
		await ask(ZOE, '/', titlesOf(title), '', text);
		expect(await readers(id), title).toHaveLength(1);
	}
});

test('a title of a few letters is told where it stands as a word, though the rest of its record is not', async () => {
	const id = await aMeeting('RH', 'board');
	const place = 'Une salle que la page ne nomme pas';
	await write((ctx) => ctx.db.update(meeting).set({ place }).where(eq(meeting.id, id)));
	const rowOf = (code: string) => (ctx: Context) =>
		ctx.db
			.select({ id: meeting.id, title: meeting.title, place: meeting.place })
			.from(meeting)
			.where(eq(meeting.code, code));
	await ask(ZOE, '/', rowOf('RH'), '', '<p>Marche à pied</p>');
	expect(await readers(id)).toEqual([]);
	await ask(ZOE, '/', rowOf('RH'), '', '<li>Bureau<a href="/x">RH</a></li>');
	expect(await readers(id)).toHaveLength(1);
});

test('a row is seen whatever the query that gives it: joined, written by hand, or as search tells it', async () => {
	const codes = ['joint', 'main', 'index'];
	const ids = [];
	for (const code of codes) ids.push(await aMeeting(code, 'board'));
	await ask(ZOE, '/', (ctx) =>
		ctx.db
			.select({ title: searchEntry.title, whole: meeting })
			.from(searchEntry)
			.innerJoin(meeting, eq(meeting.id, searchEntry.recordId))
			.where(eq(meeting.code, 'joint'))
	);
	await ask(ZOE, '/', (ctx) =>
		ctx.db.execute(sql`SELECT m.id, m.title FROM ${meeting} AS m WHERE code = 'main'`)
	);
	await ask(ZOE, '/', (ctx) =>
		ctx.db.select().from(searchEntry).where(eq(searchEntry.title, 'index'))
	);
	for (const id of ids) expect(await readers(id)).toMatchObject([{ name: 'Zoe' }]);
});

test('more rows than are read one by one are noted as one table, for each circle, in the history of each', async () => {
	const ids = [];
	for (let index = 0; index <= 200; index += 1)
		ids.push(await aMeeting(`table-${String(index)}`, 'council'));
	await ask(ZOE, '/exports/meeting.csv', (ctx) => ctx.db.select().from(meeting));
	expect(await readers(ids[7] ?? '', 'council')).toMatchObject([{ what: 'le tableau exporté' }]);
});

test('a report kept from another time is read by each who is given it', async () => {
	const id = await aMeeting('du-rapport', 'board');
	const collective = await testCollective();
	const writer = { ...ZOE };
	await inCollective(collective, { actor: writer }, titlesOf('du-rapport'));
	const kept = copyReads(writer);
	const later = { ...ZOE, name: 'Yann', account: 'Yann' };
	addReads(later, kept);
	await noteWhatWasRead(collective, later, {
		url: new URL('/rapports/2024/fichier/pdf', SITE),
		route: '/rapports/[annee]/fichier/[format]',
		text: 'Le 6 mars : <em>du</em>-rapport'
	});
	expect(await readers(id)).toMatchObject([{ name: 'Yann', what: 'le rapport annuel' }]);
});

test('the line says which of several functions let them read', async () => {
	const id = await aMeeting('bureau-5', 'board');
	const both = signedIn(
		'Éric',
		{ role: 'representative', because: 'préside un membre' },
		{ role: 'board', because: 'est au bureau' }
	);
	await ask(both, '/reunions/bureau-5', titlesOf('bureau-5'));
	expect(await readers(id)).toMatchObject([{ name: 'Éric', actingAs: 'est au bureau' }]);
});

test('who looks through the eyes of another is noted under their own name', async () => {
	const id = await aMeeting('bureau-4', 'board');
	const seen = seenBy(signedIn('Directrice'), ZOE);
	await ask(seen, '/reunions/bureau-4', titlesOf('bureau-4'));
	expect(await readers(id)).toMatchObject([
		{ name: 'Directrice', actingAs: expect.stringContaining('en voyant le site comme Zoe') }
	]);
});

test('a guest is noted by the name that the link was lent to, for what they open and for its file', async () => {
	const id = await aMeeting('bureau-6', 'board');
	const link = {
		id: 'x',
		kind: 'meeting',
		recordId: id,
		guest: 'Mairie de Caudry',
		lentBy: 'Zoe'
	};
	await write((ctx) => noteGuestReading(ctx, link));
	await write((ctx) => noteGuestReading(ctx, link, { file: true }));
	const told = { name: 'Mairie de Caudry', actingAs: 'par le lien prêté par Zoe' };
	expect(
		(await readers(id)).map(({ name, actingAs, what }) => [name, actingAs, what]).sort()
	).toEqual([
		[told.name, told.actingAs, 'la fiche'],
		[told.name, told.actingAs, 'le fichier']
	]);
	const open = { ...link, recordId: await aMeeting('ouverte-2', 'public') };
	await write((ctx) => noteGuestReading(ctx, open));
	expect(await readers(open.recordId, 'public')).toEqual([]);
});

test('a guest is noted for each part that their page tells, and for no other', async () => {
	const id = await aMeeting('bureau-7', 'board');
	const decide = (code: string) =>
		write(async (ctx) => {
			const values = { code, meetingId: id, title: `Décision ${code}`, audience: 'board' as const };
			const [row] = await ctx.db.insert(decision).values(values).returning({ id: decision.id });
			return row?.id ?? '';
		});
	const [told, untold] = [await decide('d-dite'), await decide('d-tue')];
	const lent = { kind: 'meeting', recordId: id, guest: 'Mairie de Caudry' };
	const { blocks } = await write(async (ctx) => {
		await ctx.db.update(decision).set({ audience: 'team' }).where(eq(decision.id, untold));
		return guestPage(ctx, lent);
	});
	await write((ctx) =>
		noteGuestReading(ctx, { ...lent, id: 'x', lentBy: 'Zoe' }, { shown: blocks })
	);
	const readersOfDecision = (recordId: string, audience: Audience) =>
		write((ctx) => readersOf(ctx, { kind: 'decision', recordId, audience }));
	expect(await readersOfDecision(told, 'board')).toMatchObject([{ name: 'Mairie de Caudry' }]);
	expect(await readersOfDecision(untold, 'team')).toEqual([]);
	await write((ctx) => ctx.db.delete(decision));
});

test('a guest is noted for the questions that a questionnaire asks them', async () => {
	const audience = 'board' as const;
	const [of, asked] = await write(async (ctx) => {
		const values = { code: 'attentes', title: 'Vos attentes', audience };
		const [row] = await ctx.db.insert(questionnaire).values(values).returning();
		const [one] = await ctx.db
			.insert(question)
			.values({
				code: 'q1',
				questionnaireId: row?.id ?? '',
				rank: 1,
				wording: 'Que pensez-vous de la fusion ?',
				type: 'long',
				audience
			})
			.returning();
		return [row, one];
	});
	const lent = {
		kind: 'questionnaire',
		id: '0199a000-0000-7000-8000-0000000000f1',
		recordId: of?.id ?? '',
		guest: 'Mairie de Caudry'
	};
	const { form } = await write((ctx) => guestPage(ctx, lent));
	expect(form?.fields).toHaveLength(1);
	await write((ctx) => noteGuestReading(ctx, { ...lent, lentBy: 'Zoe' }, { shown: form }));
	const noted = await write((ctx) =>
		readersOf(ctx, { kind: 'question', recordId: asked?.id ?? '', audience })
	);
	expect(noted).toMatchObject([{ name: 'Mairie de Caudry' }]);
	await write(async (ctx) => {
		await ctx.db.delete(question);
		await ctx.db.delete(questionnaire);
	});
});

const pageFor = (actor: PersonActor, all = false) =>
	write(async (ctx) => openingsPage({ ...ctx, actor }, { month: null, page: 1, all }));

test('the list of openings names no record that its reader may not read', async () => {
	await aMeeting('suivi', 'people:zoe');
	await ask(ZOE, '/reunions/suivi', titlesOf('suivi'));
	const titlesFor = async (actor: PersonActor) =>
		(await pageFor(actor)).lines.map((one) => one.record.title);
	expect(await titlesFor(ZOE)).toContain('suivi');
	const team = await titlesFor(signedIn('Lou'));
	expect(team).not.toContain('suivi');
	expect(team).toContain('une fiche réservée à d’autres');
});

test('the list of openings names the guest to whom a record was lent to who reads it, and to nobody else', async () => {
	const recordId = await aMeeting('prete-tu', 'people:zoe');
	const link = { id: 'y', kind: 'meeting', recordId, guest: 'Aurélien Vastrigou', lentBy: 'Zoe' };
	await write((ctx) => noteGuestReading(ctx, link));
	const told = async (actor: PersonActor) => JSON.stringify(await pageFor(actor));
	expect(await told(ZOE)).toContain('Aurélien Vastrigou');
	const lou = await told(signedIn('Lou'));
	expect(lou).not.toContain('Vastrigou');
	expect(lou).toContain('Un invité');
	await write(async (ctx) => {
		const rows = await storedRows(ctx, kindOf('meeting'), eq(meeting.id, recordId));
		await removeRecords(ctx, kindOf('meeting'), rows);
	});
	expect(await told(ZOE)).toContain('Aurélien Vastrigou');
	expect(await told(signedIn('Lou'))).not.toContain('Vastrigou');
});

test('the list of openings tells what was opened for itself, and the rest when it is asked', async () => {
	const ways = async (all: boolean) => (await pageFor(ZOE, all)).lines.map((one) => one.what);
	expect(await ways(false)).not.toContain('la recherche');
	expect(await ways(false)).toContain('le fichier');
	expect(await ways(true)).toContain('la recherche');
});

test('only who may knows who opened what', async () => {
	const stranger = signedIn('Lou', { role: 'partner', because: 'est partenaire' });
	await expect(pageFor(stranger)).rejects.toThrow('qui a ouvert');
	expect(
		await write((ctx) => ctx.db.select().from(opening).where(eq(opening.name, 'Lou')))
	).toEqual([]);
});
