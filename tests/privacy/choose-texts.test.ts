import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { historyPage, undoAct } from '#collectors/editing/history.ts';
import {
	eraseByCode,
	eraseById,
	eraseConfirmed,
	erasureDone,
	previewErasure
} from '#collectors/privacy/erase.ts';
import '#collectors/permissions.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { journal } from '#core/server/tables.ts';
import { user } from '#modules/accounts/server/tables.ts';
import { group } from '#modules/groups/index.ts';
import { organisation, person, role } from '#modules/network/index.ts';
import { need } from '#modules/needs/server/tables.ts';
import { anOrganisation, holds } from '../access/cast.ts';

const REASON = 'À sa demande';

async function someone(
	ctx: Context,
	firstName: string | null,
	lastName: string,
	code = 'qui-part'
) {
	const [row] = await ctx.db
		.insert(person)
		.values({ audience: 'public', code, firstName, lastName })
		.returning({ id: person.id });
	return row?.id ?? '';
}

async function aNeed(
	ctx: Context,
	code: string,
	title: string,
	audience: 'public' | `people:${string}` = 'public'
) {
	await ctx.db.insert(need).values({
		code,
		title,
		audience,
		sense: 'need',
		theme: 'knowing',
		voice: 'member',
		state: 'heard'
	});
}

const titleOf = async (ctx: Context, code: string) =>
	(await ctx.db.select().from(need).where(eq(need.code, code)))[0]?.title;

async function everything(ctx: Context): Promise<Set<string>> {
	const { choices, reserved } = await previewErasure(ctx, 'qui-part');
	return new Set([...choices, ...reserved].map((one) => one.key));
}

test('whoever takes the name of a group has its words left as they are, and is erased all the same', () =>
	inTestCollective(async (ctx) => {
		await ctx.db.insert(group).values({
			audience: 'public',
			code: 'comop',
			name: 'Comité opérationnel',
			type: 'workingGroup',
			circle: 'ptce'
		});
		await aNeed(ctx, 'suivi', 'Le Comité opérationnel suit ce besoin.');
		const id = await someone(ctx, 'Comité', 'opérationnel');
		await ctx.db.insert(user).values({
			id: '0199a000-0000-7000-8000-0000000000d1',
			name: 'Comité opérationnel',
			email: 'sans.role@example.org',
			personId: id
		});
		const preview = await previewErasure(ctx, 'qui-part');
		expect(preview.choices).toEqual([]);
		expect(preview.refusedNames.join()).toContain('est aussi le nom de « Comité opérationnel »');
		await eraseByCode(ctx, 'qui-part', REASON, await everything(ctx));
		expect((await ctx.db.select().from(group))[0]?.name).toBe('Comité opérationnel');
		expect(await titleOf(ctx, 'suivi')).toBe('Le Comité opérationnel suit ce besoin.');
		expect((await ctx.db.select().from(person))[0]?.firstName).toBeNull();
	}));

test.each([
	['Conseil', 'd’administration'],
	['Équipe', 'salariée'],
	['opérationnel', 'Comité']
])(
	'a name made of ordinary words (%s %s) touches no text, whether a group bears it or not',
	(first, last) =>
		inTestCollective(async (ctx) => {
			await someone(ctx, first, last);
			await aNeed(ctx, 'suivi', `Vu par ${first} ${last}, ou ${last} ${first}.`);
			const preview = await previewErasure(ctx, 'qui-part');
			expect(preview.choices).toEqual([]);
			expect(preview.refusedNames.join()).toContain('mots de tous les jours');
		})
);

test('the name of an organisation, last name first, or of a place is refused too', () =>
	inTestCollective(async (ctx) => {
		await ctx.db.insert(organisation).values({
			audience: 'public',
			code: 'lumiere',
			name: 'Blanche LUMIÈRE',
			nature: 'association'
		});
		await someone(ctx, 'Lumière', 'Blanche');
		expect((await previewErasure(ctx, 'qui-part')).refusedNames.join()).toContain('(organisation)');
		await someone(ctx, 'Pays de la', 'Balise', 'autre');
		expect((await previewErasure(ctx, 'autre')).refusedNames.join()).toContain('(le collectif)');
	}));

test('each text is shown with its words, before and after, and only the chosen ones change', () =>
	inTestCollective(async (ctx) => {
		await someone(ctx, 'Ernestine', 'Effacablova');
		await aNeed(ctx, 'un', 'Ernestine Effacablova cherche un local.');
		await aNeed(ctx, 'deux', 'Avec Ernestine Effacablova, déménager.');
		const { choices } = await previewErasure(ctx, 'qui-part');
		expect(choices).toMatchObject([
			{
				label: 'Besoin ou offre',
				isTicked: true,
				extracts: [
					{
						before: '',
						name: 'Ernestine Effacablova',
						instead: 'Personne effacée',
						after: ' cherche un local.'
					}
				]
			},
			{ label: 'Besoin ou offre', isTicked: true }
		]);
		const [first] = await ctx.db.select().from(need).where(eq(need.code, 'un'));
		await eraseByCode(ctx, 'qui-part', REASON, new Set([`needs_need/${first?.id ?? ''}`]));
		expect(await titleOf(ctx, 'un')).toBe('Personne effacée cherche un local.');
		expect(await titleOf(ctx, 'deux')).toBe('Avec Ernestine Effacablova, déménager.');
	}));

test.each([
	'Jean-Pierre Martinov est venu.',
	'Rendez-vous rue Pierre Martinov.',
	'La fondation Pierre Martinov',
	'Présents : Martinov, Pierre, Anne.',
	'Pierre Martinov-Duvalsky est venu.',
	'Marie Pierre Martinov est venue.'
])('« %s » may be about somebody else: shown, and left unless it is ticked', (title) =>
	inTestCollective(async (ctx) => {
		const id = await someone(ctx, 'Pierre', 'Martinov');
		await aNeed(ctx, 'doute', title);
		expect((await previewErasure(ctx, 'qui-part')).choices).toMatchObject([{ isTicked: false }]);
		expect(await eraseById(ctx, id, 'Durée finie')).toBe(true);
		expect(await titleOf(ctx, 'doute')).toBe(title);
	})
);

test('two people of one name: every text is shown, none is chosen beforehand', () =>
	inTestCollective(async (ctx) => {
		await someone(ctx, 'Pierre', 'Martinov');
		await someone(ctx, 'Pierre', 'Martinov', 'son-homonyme');
		await aNeed(ctx, 'un', 'Pierre Martinov cherche un local.');
		const preview = await previewErasure(ctx, 'qui-part');
		expect(preview.choices).toMatchObject([{ isTicked: false }]);
		expect(preview.doubt).toContain('Quelqu’un d’autre porte le nom');
		await eraseByCode(ctx, 'qui-part', REASON, await everything(ctx));
		expect(await titleOf(ctx, 'un')).toBe('Personne effacée cherche un local.');
	}));

test('who erases is not told whether a text kept to others names somebody: a name may be made up to ask', () =>
	inTestCollective(async (base) => {
		const ctx = { ...base, actor: signedIn('Zoé') };
		await someone(ctx, 'Rachat', 'Confidentielov');
		const before = await previewErasure(ctx, 'qui-part');
		await aNeed(ctx, 'tu', 'Rachat Confidentielov décidé.', 'people:ada');
		await aNeed(ctx, 'aussi', 'Rue Rachat Confidentielov.', 'people:ada');
		expect(await previewErasure(ctx, 'qui-part')).toEqual(before);
		const code = await eraseByCode(ctx, 'qui-part', REASON, await everything(ctx));
		expect(await titleOf(ctx, 'tu')).toBe('Personne effacée décidé.');
		expect((await erasureDone(ctx, code)).join(' ')).toContain('Aucun texte que vous lisez');
	}));

test.each(['Rachat Confidentielov', 'Chat Conf', 'Ov Le'])(
	'nor whether « %s » is in the name of a body, an organisation or a person kept to others',
	(made) =>
		inTestCollective(async (base) => {
			const ctx = { ...base, actor: signedIn('Zoé') };
			const [first = '', last = ''] = made.split(' ');
			await someone(ctx, first, last);
			await aNeed(ctx, 'dit', `${made} cherche un local.`);
			const before = await previewErasure(ctx, 'qui-part');
			const kept = { audience: 'people:ada', name: 'Rachat Confidentielov Leroux' } as const;
			await ctx.db.insert(group).values([
				{ ...kept, code: 'cellule', type: 'workingGroup', circle: 'ptce' },
				{ ...kept, code: 'meme', name: made, type: 'workingGroup', circle: 'ptce' }
			]);
			await ctx.db.insert(organisation).values({ ...kept, code: 'rachat', nature: 'association' });
			await ctx.db
				.insert(person)
				.values({ audience: 'people:ada', code: 'autre', firstName: first, lastName: last });
			expect(await previewErasure(ctx, 'qui-part')).toEqual(before);
			// What those write of themselves stays theirs.
			await eraseByCode(ctx, 'qui-part', REASON, await everything(ctx));
			expect((await ctx.db.select().from(group)).map((one) => one.name)).toContain(made);
			expect(await titleOf(ctx, 'dit')).toBe('Personne effacée cherche un local.');
		})
);

test.each([
	['sure', 'Ernestine Effacablova a une dette.', true],
	['sure', 'Rue Ernestine Effacablova.', false],
	['doubt', 'Ernestine Effacablova a une dette.', false],
	['doubt', 'Rue Ernestine Effacablova.', true]
])('of texts kept to others, the choice « %s » changes « %s »: %s', (choice, title, changes) =>
	inTestCollective(async (base) => {
		const ctx = { ...base, actor: signedIn('Zoé') };
		await someone(ctx, 'Ernestine', 'Effacablova');
		await aNeed(ctx, 'tu', title, 'people:ada');
		const { reserved } = await previewErasure(ctx, 'qui-part');
		const [sure, doubt] = reserved.map((one) => one.key);
		const chosen = new Set([choice === 'sure' ? (sure ?? '') : (doubt ?? '')]);
		await eraseByCode(ctx, 'qui-part', REASON, chosen);
		expect((await titleOf(ctx, 'tu'))?.includes('Personne effacée')).toBe(changes);
	})
);

test('what was written since the list was shown is read before anything is erased', () =>
	inTestCollective(async (ctx) => {
		await someone(ctx, 'Ernestine', 'Effacablova');
		const { shown } = await previewErasure(ctx, 'qui-part');
		await aNeed(ctx, 'nouveau', 'Ernestine Effacablova cherche un local.');
		await expect(
			eraseConfirmed(ctx, 'qui-part', {
				name: 'Ernestine Effacablova',
				reason: REASON,
				texts: [],
				shown
			})
		).rejects.toThrow(
			'il s’y est ajouté « Besoin ou offre : Ernestine Effacablova cherche un local. »'
		);
	}));

test('a code made of the name is another one, free, and the circle of a group follows', () =>
	inTestCollective(async (ctx) => {
		await someone(ctx, 'Ernestine', 'Effacablova');
		await aNeed(ctx, 'besoin-ernestine-effacablova', 'Un local pour Ernestine Effacablova');
		await aNeed(ctx, 'besoin-personne-effacee', 'Un autre');
		await eraseByCode(ctx, 'qui-part', REASON);
		const codes = (await ctx.db.select().from(need)).map((one) => one.code).sort();
		expect(codes).toEqual(['besoin-personne-effacee', 'besoin-personne-effacee-2']);
	}));

test('an erasure is for ever: its history offers no undoing, and undoing it by hand is refused', () =>
	inTestCollective(async (base) => {
		const ctx = { ...base, actor: signedIn('Zoé') };
		const id = await someone(ctx, 'Ernestine', 'Effacablova');
		await aNeed(ctx, 'un', 'Ernestine Effacablova cherche un local.');
		await eraseByCode(ctx, 'qui-part', REASON);
		const { acts } = await historyPage(ctx, 'person', id, 1);
		expect(acts[0]).toMatchObject({ canUndo: false, verb: 'a effacé cette personne' });
		await expect(undoAct(ctx, acts[0]?.id ?? '')).rejects.toThrow('définitif');
		const [text] = await ctx.db.select().from(need);
		const after = await historyPage(ctx, 'need', text?.id ?? '', 1);
		expect(after.acts[0]?.canUndo).toBe(false);
		await expect(undoAct(ctx, after.acts[0]?.id ?? '')).rejects.toThrow('définitif');
	}));

test('the history of a function says no more of it than the function itself', () =>
	inTestCollective(async (ctx) => {
		const id = await someone(ctx, 'Ernestine', 'Effacablova');
		await holds(ctx, id, await anOrganisation(ctx, 'phare'), 'direction');
		const [held] = await ctx.db.select().from(role);
		await ctx.db.insert(journal).values({
			at: ctx.now,
			actor: 'Zoé',
			event: 'role.changed',
			kind: 'role',
			recordId: held?.id ?? '',
			data: { title: ['Directrice-fondatrice', null], from: [null, '2020'] }
		});
		await eraseByCode(ctx, 'qui-part', REASON);
		const [line] = await ctx.db.select().from(journal).where(eq(journal.kind, 'role'));
		expect(line?.data).toEqual({ from: [null, '2020'] });
	}));
