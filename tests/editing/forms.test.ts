import { describe, expect, test } from 'vitest';
import { PUBLIC, type Actor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { additionPage, changePage, saveAddition, saveChange } from '#collectors/editing/forms.ts';
import { historyPage, lastActOf, removeRecord, undoAct } from '#collectors/editing/history.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { upkeepPage } from '#collectors/editing/upkeep.ts';
import '#collectors/permissions.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { organisation } from '#modules/network/index.ts';
import { aGroup, anOrganisation, aPerson, asPerson, holds, takesPart } from '../access/cast.ts';

const ZOE = signedIn('Zoe');
const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });
const asZoe = (work: (ctx: Context) => Promise<void>) => inTestCollective(work, ZOE);
const NEW = (last: number) => `0199a000-0000-7000-8000-00000000000${String(last)}`;
const ATELIER = { name: 'L’Atelier du Lys', nature: 'association', audience: 'public' };

/** What the refusal says, field by field. */
async function refusalsOf(act: Promise<unknown>): Promise<Record<string, string>> {
	const failure: unknown = await act.then(
		() => undefined,
		(error: unknown) => error
	);
	if (!(failure instanceof Refused)) throw new Error('nothing was refused', { cause: failure });
	return Object.fromEntries(failure.refusals.map((one) => [one.field ?? one.code, one.message]));
}

async function textsOfRecord(ctx: Context, kind: string, id: string) {
	const { fields, version } = await changePage(ctx, kind, id);
	return {
		version,
		texts: Object.fromEntries(fields.map((field) => [field.name, field.value]))
	};
}

test('the rank of one more point is proposed, and not asked', () =>
	asZoe(async (ctx) => {
		const rankOf = async () =>
			(await additionPage(ctx, 'agendaItem', { meetingId: 'ca' })).fields.find(
				(field) => field.name === 'rank'
			);
		await saveAddition(ctx, 'meeting', NEW(7), {
			title: 'CA',
			type: 'conseil-administration',
			on: '18/09/2023',
			state: 'tenue'
		});
		await ctx.db.update(meeting).set({ code: 'ca' });
		expect(await rankOf()).toMatchObject({ value: '1', leading: false });
		for (const [index, rank] of ['1', '2', '2.1'].entries())
			await saveAddition(ctx, 'agendaItem', NEW(index + 1), {
				meetingId: 'ca',
				rank,
				title: `Point ${rank}`
			});
		expect(await rankOf()).toMatchObject({ value: '3', leading: false });
	}));

describe('a new record', () => {
	test('is created from the few words of its form, under a code that nobody was asked for', () =>
		asZoe(async (ctx) => {
			const home = await saveAddition(ctx, 'organisation', NEW(1), ATELIER);
			expect(home).toEqual({
				title: 'L’Atelier du Lys',
				path: '/organisations/l-atelier-du-lys'
			});
			const other = await saveAddition(ctx, 'organisation', NEW(2), ATELIER);
			expect(other.path).toBe('/organisations/l-atelier-du-lys-2');
		}));

	test('whose form is sent twice is created once', () =>
		asZoe(async (ctx) => {
			const first = await saveAddition(ctx, 'organisation', NEW(1), ATELIER);
			expect(await saveAddition(ctx, 'organisation', NEW(1), ATELIER)).toEqual(first);
		}));

	test('keeps the typed text and says beside each field what is wrong', () =>
		asZoe(async (ctx) => {
			const refusals = await refusalsOf(
				saveAddition(ctx, 'organisation', NEW(1), {
					name: '',
					nature: 'guilde',
					foundedOn: '31/02/2023',
					communeId: 'Nulle-Part'
				})
			);
			expect(refusals['name']).toBe('« Nom » manque : remplissez ce champ.');
			expect(refusals['nature']).toContain('« guilde » n’est pas dans la liste');
			expect(refusals['foundedOn']).toContain('n’est pas une date qui existe');
			expect(refusals['communeId']).toContain('n’est pas dans la liste');
		}));

	test('knows the page that it is added from', () =>
		asZoe(async (ctx) => {
			await anOrganisation(ctx, 'lys');
			const page = await additionPage(ctx, 'role', { organisationId: 'lys' });
			expect(page.home.path).toBe('/organisations/lys');
			expect(page.fields.find((field) => field.name === 'organisationId')?.value).toBe('lys');
		}));

	test('refers to what is named, by its code or by its whole name', () =>
		asZoe(async (ctx) => {
			await anOrganisation(ctx, 'lys');
			await aPerson(ctx, 'ada');
			const role = { personId: 'Ada', organisationId: 'LYS', function: 'direction' };
			expect((await saveAddition(ctx, 'role', NEW(1), role)).path).toBe('/personnes/ada');
		}));
});

describe('a record that exists', () => {
	test('is changed, and its history says who, what and from what', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			const { texts, version } = await textsOfRecord(ctx, 'organisation', id);
			await saveChange(ctx, 'organisation', id, { ...texts, city: 'Caudry' }, version);
			const { acts } = await historyPage(ctx, 'organisation', id, 1);
			expect(acts).toMatchObject([
				{
					actor: 'Zoe',
					verb: 'a modifié cette fiche',
					changes: [{ label: 'Ville', before: '', after: 'Caudry' }]
				}
			]);
		}));

	test('whose readers and choices change says so in the words of its form', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			const { texts, version } = await textsOfRecord(ctx, 'organisation', id);
			const change = { ...texts, nature: 'entreprise', audience: 'bureau' };
			await saveChange(ctx, 'organisation', id, change, version);
			const { acts } = await historyPage(ctx, 'organisation', id, 1);
			const told = acts[0]?.changes.map(({ before, after }) => [before, after]) ?? [];
			expect(told).toContainEqual(['tout le monde', 'le bureau']);
			expect(told).toContainEqual(['Association', 'Entreprise']);
		}));

	test('that somebody changed meanwhile is not written over, and what each alone wrote is kept', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			const { texts, version } = await textsOfRecord(ctx, 'organisation', id);
			const theirs = { ...texts, city: 'Caudry', website: 'https://lys.example' };
			await saveChange(ctx, 'organisation', id, theirs, version);
			const mine: Record<string, string> = { ...texts, city: 'Denain', address: '1 rue du Lys' };
			const refusals = await refusalsOf(saveChange(ctx, 'organisation', id, mine, version));
			expect(refusals['stale']).toContain('Zoe a modifié cette fiche');
			expect(refusals['stale']).toContain('repris ici (« Site web »)');
			expect(Object.keys(refusals)).toEqual(['stale', 'city']);
			const stored = await rowOf(ctx, kindOf('organisation'), id);
			expect(stored).toMatchObject({ city: 'Caudry', address: null });

			await saveChange(ctx, 'organisation', id, mine, version + 1);
			const both = { city: 'Denain', address: '1 rue du Lys', website: 'https://lys.example' };
			expect(await rowOf(ctx, kindOf('organisation'), id)).toMatchObject(both);
		}));

	test('gives the answer of the other back to who prefers it', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			const { texts, version } = await textsOfRecord(ctx, 'organisation', id);
			await saveChange(ctx, 'organisation', id, { ...texts, city: 'Caudry' }, version);
			const mine: Record<string, string> = { ...texts, city: 'Denain', founder: 'Lou' };
			await refusalsOf(saveChange(ctx, 'organisation', id, mine, version));
			const chosen = { ...mine, _reprendre: 'city' };
			await saveChange(ctx, 'organisation', id, chosen, version + 1);
			const row = await rowOf(ctx, kindOf('organisation'), id);
			expect(row).toMatchObject({ city: 'Caudry', founder: 'Lou' });
		}));

	test('saved without a change writes nothing', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			const { texts, version } = await textsOfRecord(ctx, 'organisation', id);
			await saveChange(ctx, 'organisation', id, texts, version);
			expect(await lastActOf(ctx, 'organisation', id)).toBeNull();
		}));

	test('comes back as it was when the act is undone, but not once something else happened', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			const { texts, version } = await textsOfRecord(ctx, 'organisation', id);
			await saveChange(ctx, 'organisation', id, { ...texts, city: 'Caudry' }, version);
			const act = (await lastActOf(ctx, 'organisation', id)) ?? '';
			await undoAct(ctx, act);
			expect((await rowOf(ctx, kindOf('organisation'), id))['city']).toBeNull();
			expect((await refusalsOf(undoAct(ctx, act)))['not-the-last']).toContain('a changé depuis');
		}));

	test('is taken away only when nothing refers to it, and returns when that is undone', () =>
		asZoe(async (ctx) => {
			const kind = kindOf('organisation');
			const id = await anOrganisation(ctx, 'lys', true);
			const kept = await refusalsOf(removeRecord(ctx, kind, await rowOf(ctx, kind, id)));
			expect(kept['still-referred-to']).toContain('adhesions.csv');
			const alone = await anOrganisation(ctx, 'seule');
			await removeRecord(ctx, kind, await rowOf(ctx, kind, alone));
			await expect(rowOf(ctx, kind, alone)).rejects.toThrow('n’existe plus');
			await undoAct(ctx, (await lastActOf(ctx, 'organisation', alone)) ?? '');
			expect((await rowOf(ctx, kind, alone))['code']).toBe('seule');
		}));

	test('shows what it is made of, each with its form', () =>
		asZoe(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			await holds(ctx, await aPerson(ctx, 'ada'), id, 'direction');
			const { components } = await upkeepPage(ctx, 'organisation', id);
			const roles = components.find((one) => one.kind === 'role');
			expect(roles?.addPath).toBe('/ajouter/role?organisationId=lys');
			expect(roles?.rows.map((row) => row.label)).toEqual(['ada, Direction']);
			const said = {
				personId: 'ada',
				organisationId: 'lys',
				function: 'presidence',
				title: 'Présidence'
			};
			await saveAddition(ctx, 'role', NEW(1), said);
			const again = (await upkeepPage(ctx, 'organisation', id)).components;
			const labels = again.find((one) => one.kind === 'role')?.rows.map((row) => row.label);
			expect(labels).toContain('ada, Présidence');
		}));

	test('calls the points of an agenda by their titles, in their order', () =>
		asZoe(async (ctx) => {
			const bureau = { title: 'Bureau', type: 'bureau', state: 'tenue', on: '12/03/2024' };
			await saveAddition(ctx, 'meeting', NEW(1), bureau);
			const meetingId = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
			const titles = ['Zinc', 'Acier', 'Bois', 'Argile'];
			for (const [at, rank] of ['2', '10', '2.1', '9'].entries())
				await saveAddition(ctx, 'agendaItem', NEW(2 + at), {
					meetingId,
					rank,
					title: titles[at] ?? ''
				});
			const { components } = await upkeepPage(ctx, 'meeting', NEW(1));
			const points = components.find((one) => one.kind === 'agendaItem');
			expect(points?.rows.map((row) => row.label)).toEqual(['Zinc', 'Bois', 'Argile', 'Acier']);
		}));
});

describe('rights', () => {
	test('the public has no form', () =>
		inTestCollective(async (ctx) => {
			const id = await anOrganisation(ctx, 'lys');
			await expect(changePage(as(ctx, PUBLIC), 'organisation', id)).rejects.toThrow(
				'connectez-vous'
			);
			await expect(additionPage(as(ctx, PUBLIC), 'person', {})).rejects.toThrow('connectez-vous');
		}));

	test('a pilot writes on the group piloted, whatever identifiers the form holds', () =>
		inTestCollective(async (ctx) => {
			const [own, other] = [await aGroup(ctx, 'gt5'), await aGroup(ctx, 'gt6')];
			const ada = await aPerson(ctx, 'ada');
			await takesPart(ctx, own, { personId: ada }, 'pilot');
			const asAda = as(ctx, await asPerson(ctx, ada, 'ada'));
			const item = (group: string) => ({ groupId: group, title: 'Essai', state: 'a-faire' });
			await saveAddition(asAda, 'roadMapItem', NEW(1), item('gt5'));
			await expect(saveAddition(asAda, 'roadMapItem', NEW(2), item('gt6'))).rejects.toThrow(
				'pas ici'
			);
			// Their own record moved to a group that is not theirs.
			await expect(saveChange(asAda, 'roadMapItem', NEW(1), item('gt6'), 1)).rejects.toThrow(
				'pas ici'
			);
			await saveAddition(ctx, 'roadMapItem', NEW(3), item('gt6'));
			await expect(changePage(asAda, 'roadMapItem', NEW(3))).rejects.toThrow(
				'ne vous est pas ouverte'
			);
			expect(other).not.toBe(own);
		}));

	test.each(['x', '', `' OR 1=1`, '0199a000-0000-7000-8000-0000000000ff'])(
		'an identifier that is nobody’s (%s) opens nothing',
		(id) =>
			asZoe(async (ctx) => {
				await expect(changePage(ctx, 'organisation', id)).rejects.toThrow('n’existe');
				await expect(changePage(ctx, '__proto__', id)).rejects.toThrow('n’existe pas');
				await expect(undoAct(ctx, id)).rejects.toThrow('n’est pas au journal');
			})
	);

	test('hostile or endless text is kept as text, or refused with a sentence', () =>
		asZoe(async (ctx) => {
			const hostile = `<script>alert(1)</script>'); DROP TABLE network_person; --`;
			await saveAddition(ctx, 'organisation', NEW(1), { ...ATELIER, name: hostile });
			expect((await rowOf(ctx, kindOf('organisation'), NEW(1)))['name']).toBe(hostile);
			const endless = saveAddition(ctx, 'organisation', NEW(2), {
				...ATELIER,
				name: 'a'.repeat(20_000_000)
			});
			expect((await refusalsOf(endless))['name']).toBe(
				'« Nom » a 20\u202f000\u202f000\u00a0caractères : 2\u202f000 au plus, raccourcissez ce texte.'
			);
		}));
});

describe('readers who are named', () => {
	const toNamed = (people: string) => ({
		...ATELIER,
		audience: 'personnes',
		'audience.personnes': people
	});

	test('are ticked in a list, or typed by name, and shown ticked again', () =>
		asZoe(async (ctx) => {
			for (const code of ['zoe', 'ada', 'lou']) await aPerson(ctx, code);
			await saveAddition(ctx, 'organisation', NEW(1), toNamed('zoe | ada'));
			const row = await rowOf(ctx, kindOf('organisation'), NEW(1));
			expect(row['audience']).toBe('people:ada,zoe');
			const { fields, version } = await changePage(ctx, 'organisation', NEW(1));
			const field = fields.find((one) => one.name === 'audience');
			expect(field).toMatchObject({ value: 'personnes', people: { chosen: ['ada', 'zoe'] } });
			await saveChange(ctx, 'organisation', NEW(1), toNamed('Lou, zoe'), version);
			const changed = await rowOf(ctx, kindOf('organisation'), NEW(1));
			expect(changed['audience']).toBe('people:lou,zoe');
		}));

	test('left as they were change nothing, whatever the order they were written in', () =>
		inTestCollective(async (ctx) => {
			for (const code of ['zoe', 'ada']) await aPerson(ctx, code);
			const id = await anOrganisation(ctx, 'lys', true);
			await ctx.db.update(organisation).set({ audience: 'people:zoe,ada' });
			const her = as(ctx, ZOE);
			const { texts, version } = await textsOfRecord(her, 'organisation', id);
			await saveChange(
				her,
				'organisation',
				id,
				{ ...texts, 'audience.personnes': 'ada | zoe' },
				version
			);
			expect((await rowOf(her, kindOf('organisation'), id))['version']).toBe(version);
		}));

	test.each([
		['', 'Nommez au moins une personne'],
		['Quelqu’un d’autre', 'n’est pas'],
		['ada', 'Vous ne pourriez plus lire']
	])('« %s » are refused beside the field', (people, reason) =>
		asZoe(async (ctx) => {
			for (const code of ['zoe', 'ada']) await aPerson(ctx, code);
			const refusals = await refusalsOf(saveAddition(ctx, 'organisation', NEW(1), toNamed(people)));
			expect(refusals['audience']).toContain(reason);
		})
	);
});
