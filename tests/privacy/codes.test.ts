import { describe, expect, test } from 'vitest';
import { addRecord, dropRecord } from '#collectors/api/write.ts';
import { eraseByCode, previewErasure } from '#collectors/privacy/erase.ts';
import { foldedLetters } from '#core/names.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { formerSlugOf, slugOf } from '#core/words.ts';
import '#collectors/permissions.ts';
import { need } from '#modules/needs/server/tables.ts';
import { project } from '#modules/projects/server/tables.ts';
import { lettersOf, NAMES, placesOf, somebody, whole } from './names.ts';

type Name = (typeof NAMES)[number];
/** Letters that accents taken off do not lead to ASCII. */
const HARD: Name[] = [
	['Bronisław', 'Wałęsiakow'],
	['Jürgen', 'Straßenmüllr'],
	['Þórdís', 'Ægisdóttirz'],
	['Ĳsbrandt', 'Ŀlŋđorfz'],
	['Ursulène', 'Brøndbyczek'],
	['Kɨrimtaj', 'Ƶelməşov']
];
const EVERY = [...HARD, ...NAMES];

/**
 * The folded name in both orders, and what the codes made of it formerly. A code has no letter of an alphabet that is
 * not ours: of a name of two alphabets it holds a first name, which names nobody.
 */
const lettersOfAll = (names: Name[]) =>
	names.flatMap(([first, last]) =>
		[`${first ?? ''} ${last}`, `${last} ${first ?? ''}`]
			.flatMap((text) => [
				lettersOf(text),
				...[slugOf, formerSlugOf].map((slug) => slug(text).replaceAll('-', ''))
			])
			.filter((letters) => letters.length > 5 && letters !== lettersOf(first ?? ''))
	);

/** The name leaves every text that is shown. Returns the fields of the passages. */
async function eraseAll(ctx: Context): Promise<string[]> {
	const { choices, reserved } = await previewErasure(ctx, 'qui-part');
	await eraseByCode(
		ctx,
		'qui-part',
		'À sa demande',
		new Set([...choices, ...reserved].map((one) => one.key))
	);
	return choices.flatMap((one) => one.extracts.map(({ field }) => field));
}

/** Records of the form and of the API, which make their codes of what is typed; one is removed, which the journal keeps. */
async function typeEverywhere(ctx: Context, name: string): Promise<void> {
	const team = { ...ctx, actor: signedIn('Zoe') };
	const open = { audience: 'public' };
	const made = { nature: 'evenement', etape: 'en-cours', ...open };
	const said = { sens: 'besoin', theme: 'connaitre', voix: 'adherent', etat: 'entendu', ...open };
	await addRecord(team, 'projets', { ...made, nom: `Projet ${name}` });
	await addRecord(team, 'organisations', { nom: `Atelier ${name}`, nature: 'autre', ...open });
	const { record } = await addRecord(team, 'besoins', { ...said, intitule: `Retiré ${name}` });
	await dropRecord(team, 'besoins', String(record.id), 1);
}

/** Records as they were made when codes lost letters. */
async function formerRecords(ctx: Context, name: string): Promise<void> {
	const said = { audience: 'public', nature: 'cooperation', stage: 'idea' } as const;
	await ctx.db.insert(project).values({
		...said,
		code: formerSlugOf(`Ancien projet ${name}`),
		name: `Ancien projet ${name}`
	} as never); // words of the vocabulary
	await ctx.db.insert(need).values({
		audience: 'public',
		code: formerSlugOf(`avis ${name}`),
		sense: 'need',
		title: 'Un avis',
		words: name,
		state: 'open',
		theme: 'mobility',
		voice: 'member'
	} as never); // words of the vocabulary
}

describe('a code made of the words of a record', () => {
	test.each(EVERY.map((name) => [whole(name), name] as const))(
		'holds %s no more once they are erased, as codes are made and as they were',
		(said, name) =>
			inTestCollective(async (ctx) => {
				await somebody(ctx, name);
				await typeEverywhere(ctx, said);
				await formerRecords(ctx, said);
				const letters = lettersOfAll([name]);
				await eraseAll(ctx);
				expect(await placesOf(ctx, letters)).toEqual([]);
			})
	);

	test.each(['Basilide Courtecuisseau', 'Jürgen Straßenmüllr'])(
		'holds %s no more in the history of what was removed, by the boxes as they come',
		(said) =>
			inTestCollective(async (ctx) => {
				const [first = '', last = ''] = said.split(' ');
				await somebody(ctx, [first, last]);
				const team = { ...ctx, actor: signedIn('Zoe') };
				const texts = { nature: 'evenement', etape: 'en-cours', audience: 'public' };
				const { record } = await addRecord(team, 'projets', { ...texts, nom: `Avec ${said}` });
				await dropRecord(team, 'projets', String(record.id), 1);
				const { choices, reserved } = await previewErasure(ctx, 'qui-part');
				const ticked = [...choices, ...reserved].filter((one) => one.isTicked);
				expect(ticked.map((one) => one.label)).toContain('Historique des fiches');
				await eraseByCode(ctx, 'qui-part', 'À sa demande', new Set(ticked.map((one) => one.key)));
				expect(await placesOf(ctx, lettersOfAll([[first, last]]))).toEqual([]);
			})
	);

	test('is found when the directory writes the name with other letters than the title that made it', () =>
		inTestCollective(async (ctx) => {
			await somebody(ctx, ['Bronislaw', 'Walesiakow']);
			await formerRecords(ctx, 'Wałęsiakow Bronisław');
			expect(await eraseAll(ctx)).toContain('Code');
			expect(await placesOf(ctx, lettersOfAll([['Bronisław', 'Wałęsiakow']]))).toEqual([]);
		}));

	test('is found when its length cut the name', () =>
		inTestCollective(async (ctx) => {
			await somebody(ctx, ['Bronisław', 'Wałęsiakow']);
			const title = 'Une bien longue action de mobilité avec Bronisław Wałęsiakow';
			const team = { ...ctx, actor: signedIn('Zoe') };
			for (const nom of [title, title, title.replace('avec', 'avec plus')])
				await addRecord(team, 'projets', {
					nom,
					nature: 'evenement',
					etape: 'en-cours',
					audience: 'public'
				});
			await eraseAll(ctx);
			expect(await placesOf(ctx, ['bronislaw', 'bronisaw'])).toEqual([]);
		}));

	test('keeps the letters that people type instead of those that it cannot hold', () => {
		for (const [first, last] of HARD.slice(0, 5))
			expect(slugOf(`${first ?? ''} ${last}`).replaceAll('-', '')).toBe(
				foldedLetters(`${first ?? ''}${last}`)
			);
		expect(slugOf('Projet Bronisław Wałęsiakow')).toBe('projet-bronislaw-walesiakow');
	});
});
