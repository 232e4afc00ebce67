import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayRead } from '#core/actor.ts';
import { audienceCell } from '#core/cells.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { listResources } from '#collectors/api/resources.ts';
import { additionPage, saveAddition } from '#collectors/editing/forms.ts';
import '#collectors/search.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { shortestForm } from '../world/shortest-form.ts';
import { startGuardedSite, type GuardedSite, type Knocker } from './guarded-site.ts';

/** What everybody may know of a collective before anybody opens anything: its directory, and what its sources publish. */
const OPEN_BY_NATURE = [
	'organisation',
	'membership',
	'group',
	'groupLineage',
	'commune',
	'epci',
	'epciMembership',
	'indicator',
	'indicatorValue'
];
/** Rows of a kind that are copied before one gives up: some keys allow no second row. */
const TRIES = 12;

let site: GuardedSite;
beforeAll(async () => {
	site = await startGuardedSite();
});
afterAll(() => site.stop());

interface Made {
	author: string;
	/** Readers that the form named to its author; null when it left them to the kind. */
	said: Audience | null;
	/** The sentence above the button, when the form asks who reads. */
	sentence: string | null;
	row: Row;
	word: string;
	path: string;
}

/** The shortest form of a kind, sent by somebody who may: what is asked and required, and the readers that it proposes. */
async function create(kind: AnyKind, who: Knocker): Promise<Made | null> {
	const models = await inCollective(site.collective, { actor: who.actor }, (ctx) =>
		storedRows(ctx, kind)
	);
	for (const index of Array(TRIES).keys()) {
		const model = models[index % Math.max(1, models.length)] ?? {};
		const id = uuidv7();
		const word = `aube${who.name.replaceAll('-', '')}${kind.name.toLowerCase()}${String(index)}`;
		try {
			return await inCollective(
				site.collective,
				{ actor: who.actor, mode: 'write' },
				async (ctx) => {
					const { fields } = await additionPage(ctx, kind.name, {});
					const readers = fields.find(({ type }) => type === 'lecteurs');
					const texts = await shortestForm(ctx, kind, model, {
						text: `${word} ${secretOf(word)}`,
						turn: index
					});
					if (readers) texts[readers.name] = readers.value;
					const read = audienceCell.read(readers?.value ?? '');
					await saveAddition(ctx, kind.name, id, texts);
					const [row = {}] = await storedRows(ctx, kind, eq(kind.table.id, id));
					const [told] = (await objectKinds.get(kind.name)?.describe(ctx, [id])) ?? [];
					const said = 'value' in read ? read.value : null;
					const sentence = readers?.readBy ?? null;
					return { author: who.name, said, sentence, row, word, path: told?.path ?? '' };
				}
			);
		} catch (refusal) {
			if (!(refusal instanceof Refused)) throw refusal;
		}
	}
	return null;
}

/** Is it told in a record that somebody opened: the action of a public meeting? That its group is in the directory opens nothing. */
function isPartOfOpened(kind: AnyKind, { row }: Made): Promise<boolean> {
	return asTeam(async (ctx) => {
		for (const [field, { type }] of Object.entries(kind.columns)) {
			const target = kinds.find(({ name }) => name === type.target);
			if (!target || type.many || !row[field] || OPEN_BY_NATURE.includes(target.name)) continue;
			const [found] = await storedRows(ctx, target, eq(target.table.id, row[field]));
			if (found?.['audience'] === 'public') return true;
		}
		return false;
	});
}

/** Every door at which the record could be told. */
function doorsOf(kind: AnyKind, { row, word, path }: Made): string[] {
	const resource = listResources().find((one) => one.kind.name === kind.name)?.name;
	return [
		...(path ? [path] : []),
		'/',
		`/exports/${kind.name}.csv`,
		`/recherche?q=${word}`,
		'/agenda.ics',
		...(resource ? [`/api/v1/${resource}/${String(row['id'])}`] : [])
	];
}

async function look(who: Knocker, path: string): Promise<{ status: number; text: string }> {
	const headers: Record<string, string> = path.startsWith('/api/')
		? who.token
			? { authorization: `Bearer ${who.token}` }
			: {}
		: { cookie: who.cookie, accept: 'text/html,*/*' };
	const answer = await fetch(site.url + path, { headers, redirect: 'manual' });
	return { status: answer.status, text: await answer.text() };
}

/** Does the answer hold what was typed, or a program's copy of the record? */
function tells({ status, text }: { status: number; text: string }, { word, row }: Made): boolean {
	return text.includes(secretOf(word)) || (status === 200 && text.includes(String(row['id'])));
}

/** What is looked for in answers: typed beside the word that is asked of the search, which repeats its question. */
function secretOf(word: string): string {
	return word.replace('aube', 'crepuscule');
}

describe('what is typed in the shortest form is read by those whom the form names, and nobody else', () => {
	test.each(kinds.map((kind) => [kind.plural, kind] as const))('%s', async (_, kind) => {
		const faults: string[] = [];
		let madeBy = 0;
		for (const author of site.knockers.filter(({ token }) => token)) {
			const made = await create(kind, author);
			if (!made) continue;
			madeBy += 1;
			const stored = made.row['audience'] as Audience; // the column of every record
			const by = `${kind.name} by ${made.author}`;
			if (
				stored === 'public' &&
				!OPEN_BY_NATURE.includes(kind.name) &&
				!(await isPartOfOpened(kind, made))
			)
				faults.push(`${by}: public, and nobody published it`);
			if (made.sentence === '') faults.push(`${by}: the form does not say who will read`);
			if ('audience' in kind.columns && made.said !== null && made.said !== stored)
				faults.push(`${by}: the form said ${made.said}, ${stored} is stored`);
			for (const reader of site.knockers.filter(({ actor }) => !mayRead(actor, stored)))
				for (const door of doorsOf(kind, made)) {
					if (tells(await look(reader, door), made))
						faults.push(`${by}: told to ${reader.name} at ${door}`);
				}
		}
		expect(faults).toEqual([]);
		expect(madeBy, 'roles that could add one').toBeGreaterThan(0);
	});
});

/** A meeting of the bureau that is told by its form, and what is written in it; nobody unfolds anything. */
async function aBureau(ctx: Context): Promise<Row> {
	const meeting = uuidv7();
	const add = async (kind: string, texts: Record<string, string>, id = uuidv7()) => {
		const { fields } = await additionPage(ctx, kind, texts);
		const asked = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
		await saveAddition(ctx, kind, id, { ...asked, ...texts });
	};
	const groups = await storedRows(ctx, kindOf('group'));
	const bureau = groups.find(({ type }) => type === 'bureau');
	await add(
		'meeting',
		{
			title: 'Bureau aubebureau',
			type: 'bureau',
			state: 'prevue',
			on: '30/11/2023',
			groupId: String(bureau?.['code'])
		},
		meeting
	);
	const [row = {}] = await storedRows(
		ctx,
		kindOf('meeting'),
		eq(kindOf('meeting').table.id, meeting)
	);
	const code = String(row['code']);
	await add('minutes', {
		meetingId: code,
		state: 'brouillon',
		text: 'aubebrouillon, deux mois impayés'
	});
	await add('attendance', {
		meetingId: code,
		personId: 'eric-veron',
		mode: 'excuse',
		capacity: 'administrateur'
	});
	return row;
}

function kindOf(name: string): AnyKind {
	const found = kinds.find((kind) => kind.name === name);
	if (!found) throw new Error(`${name} is no kind`);
	return found;
}

function knocker(name: string): Knocker {
	const found = site.knockers.find((one) => one.name === name);
	if (!found) throw new Error(`nobody is ${name}`);
	return found;
}

const asTeam = <T>(work: (ctx: Context) => Promise<T>) =>
	inCollective(site.collective, { actor: knocker('role-equipe').actor, mode: 'write' }, work);

test('a bureau told by its form is unknown to the public, with its draft and who was excused', async () => {
	const row = await asTeam(aBureau);
	const visitor = knocker('public');
	expect((await look(visitor, `/reunions/${String(row['code'])}`)).status).toBe(404);
	for (const path of [
		'/reunions',
		'/recherche?q=impayés',
		'/exports/meeting.csv',
		'/exports/minutes.csv',
		'/agenda.ics'
	]) {
		const { text } = await look(visitor, path);
		expect(text, path).not.toContain('aubebureau');
		expect(text, path).not.toContain('aubebrouillon');
	}
	const { text } = await look(visitor, '/exports/attendance.csv');
	expect(text).not.toContain(`${String(row['code'])};eric-veron`);
});

test('a draft that is declared public is read by those who write it, until it is proposed', async () => {
	const stored = await asTeam(async (ctx) => {
		const [meeting, id] = [uuidv7(), uuidv7()];
		await saveAddition(ctx, 'meeting', meeting, {
			title: 'Session du soir',
			type: 'session-publique',
			state: 'tenue',
			on: '14/09/2023',
			audience: 'public'
		});
		const { table } = kindOf('meeting');
		const [{ code } = {}] = await storedRows(ctx, kindOf('meeting'), eq(table.id, meeting));
		await saveAddition(ctx, 'minutes', id, {
			meetingId: String(code),
			state: 'brouillon',
			text: 'aubepublique crepusculepublique',
			audience: 'public'
		});
		const [row = {}] = await storedRows(ctx, kindOf('minutes'), eq(kindOf('minutes').table.id, id));
		return row;
	});
	expect(mayRead(knocker('public').actor, stored['audience'] as Audience)).toBe(false);
	for (const path of ['/recherche?q=aubepublique', '/exports/minutes.csv', '/api/v1/rapports/2023'])
		expect((await look(knocker('public'), path)).text, path).not.toContain('crepusculepublique');
});

test('a passage of a visit without consent is for the team, whatever is said of its readers', async () => {
	const stored = await asTeam(async (ctx) => {
		const [visit = {}] = (await storedRows(ctx, kindOf('visit'))).filter(
			({ audience }) => audience === 'public'
		);
		const id = uuidv7();
		const form = { visitId: String(visit['code']), section: 'autre', rank: '97' };
		const { fields } = await additionPage(ctx, 'visitPassage', form);
		const section = fields.find(({ name }) => name === 'section')?.choices[0]?.code ?? '';
		await saveAddition(ctx, 'visitPassage', id, {
			...form,
			section,
			text: 'aubepassage crepusculepassage',
			audience: 'public'
		});
		const passage = kindOf('visitPassage');
		const [row = {}] = await storedRows(ctx, passage, eq(passage.table.id, id));
		return row;
	});
	expect(mayRead(knocker('public').actor, stored['audience'] as Audience)).toBe(false);
	for (const path of [
		'/recherche?q=aubepassage',
		'/exports/visitPassage.csv',
		'/api/v1/rapports/2023'
	])
		expect((await look(knocker('public'), path)).text, path).not.toContain('crepusculepassage');
});
