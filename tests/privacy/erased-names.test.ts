import { describe, expect, test } from 'vitest';
import { changePage, saveChange } from '#collectors/editing/forms.ts';
import { eraseByCode } from '#collectors/privacy/erase.ts';
import { erasedNameFinder, namesErasedOn } from '#core/server/privacy/tombstones.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { formerSlugOf } from '#core/words.ts';
import '#collectors/permissions.ts';
import { findErasedNames } from '#modules/network/server/erased.ts';
import { person } from '#modules/network/index.ts';
import { NAMES, somebody, SPELLINGS, whole } from './names.ts';

type Name = (typeof NAMES)[number];
const MORE: Name[] = [
	['Ursulène', 'Brøndbyczek'],
	['Jürgen', 'Straßenmüllr'],
	['Gülşahn', 'Yıldırımoğ'],
	['Bronisław', 'Wałęsiakow'],
	['Marie-Claudette', 'De La Tourbièrez']
];
/** A whole name of one word is nobody’s for sure: the import lets it in, as the erasure ticks it for nobody. */
const WHOLE = [...MORE, ...NAMES].filter(([first]) => first !== null);

/** What an import is asked of a text once this person is erased, others of these names being there today. */
const finderAfter = (
	name: Name,
	look: (find: (text: string) => Date | undefined) => void,
	borne: string[] = []
) =>
	inTestCollective(async (ctx) => {
		await somebody(ctx, name);
		await eraseByCode(ctx, 'qui-part', 'À sa demande');
		const find = await erasedNameFinder(ctx, () => Promise.resolve(borne));
		if (!find) throw new Error('nobody was erased');
		look(find);
	});

describe('the name of somebody erased', () => {
	test.each(WHOLE.map((name) => [whole(name), name] as const))(
		'%s is known in an import however it is written, whole',
		(_said, name) =>
			finderAfter(name, (find) => {
				for (const [how, write] of Object.entries(SPELLINGS)) {
					const words = how === 'as a code' ? `avis-${formerSlugOf(whole(name))}` : write(name);
					// A code keeps nothing of a name of another alphabet, nor of most of it.
					if (how === 'as a code' && !/^avis-(?:[a-z]+-)+[a-z]+$/.test(words)) continue;
					if (how === 'as a code' && /[^\p{Script=Latin}\P{L}]/u.test(whole(name))) continue;
					expect(find(`Vu ${words} hier.`), `${how}: ${words}`).toBeInstanceOf(Date);
				}
				expect(find('Vu quelqu’un d’autre hier, à Valenciennes.')).toBeUndefined();
			})
	);

	test.each(NAMES.map((name) => [whole(name), name] as const))(
		'%s is known when they have borne another since, a whole name of one word apart',
		(said, name) =>
			inTestCollective(async (base) => {
				const ctx = { ...base, actor: signedIn('Zoé') };
				await somebody(ctx, name);
				const [{ id = '' } = {}] = await ctx.db.select({ id: person.id }).from(person);
				for (const lastName of ['Autrementova', 'Encoretroisième']) {
					const { version } = await changePage(ctx, 'person', id);
					const typed = { code: 'qui-part', firstName: name[0] ?? '', lastName };
					await saveChange(ctx, 'person', id, typed, version);
				}
				await eraseByCode(ctx, 'qui-part', 'À sa demande');
				const find = await erasedNameFinder(ctx, () => Promise.resolve([]));
				const isOneWord = !said.includes(' ');
				expect(find?.(`Vu ${said} hier.`) !== undefined).toBe(!isOneWord);
				if (name[0]) expect(find?.(`Avec ${name[0]} Autrementova.`)).toBeInstanceOf(Date);
				expect((await namesErasedOn(ctx, [said])).has(said)).toBe(!isOneWord);
			})
	);

	test('is left to somebody who bears it today, and to nobody by half', () =>
		finderAfter(
			['Ursulène', 'Brøndbyczek'],
			(find) => {
				expect(find('Brøndbyczek Ursulène')).toBeUndefined();
			},
			['Ursulène Brøndbyczek']
		).then(() =>
			finderAfter(['Ursulène', 'Brøndbyczek'], (find) => {
				expect(find('Ursulène seule, et la rue Brøndby')).toBeUndefined();
			})
		));

	test('is told as a doubt when the directory writes it in another order', () =>
		inTestCollective(async (ctx) => {
			await somebody(ctx, ['Jürgen', 'Straßenmüllr']);
			await eraseByCode(ctx, 'qui-part', 'À sa demande');
			await ctx.db.insert(person).values({
				audience: 'public',
				code: 'revenu',
				firstName: 'STRASSENMÜLLR',
				lastName: 'Jurgen'
			});
			expect(await findErasedNames(ctx)).toHaveLength(1);
		}));
});
