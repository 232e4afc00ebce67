import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eraseByCode, previewErasure } from '#collectors/privacy/erase.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective } from '#core/server/testing.ts';
import '#collectors/permissions.ts';
import {
	lettersOf,
	NAMES,
	placesOf,
	somebody,
	SPELLINGS,
	whole,
	writeEverywhere
} from './names.ts';

type Name = (typeof NAMES)[number];

/** The folded name, first or last name first. */
const wordsOf = ([first, last]: Name) => [
	lettersOf(`${first ?? ''}${last}`),
	lettersOf(`${last}${first ?? ''}`)
];

/** Erases, every text that names the person chosen. */
async function eraseAll(ctx: Context): Promise<void> {
	const { choices, reserved } = await previewErasure(ctx, 'qui-part');
	await eraseByCode(
		ctx,
		'qui-part',
		'À sa demande',
		new Set([...choices, ...reserved].map((one) => one.key))
	);
}

const held = (name: Name, spelling: string) =>
	inTestCollective(async (ctx) => {
		await somebody(ctx, name);
		await writeEverywhere(ctx, name, SPELLINGS[spelling]?.(name) ?? '');
		expect((await placesOf(ctx, wordsOf(name))).length).toBeGreaterThan(10);
		await eraseAll(ctx);
		return placesOf(ctx, wordsOf(name));
	});

test.each(NAMES.map((name) => [whole(name), name] as const))(
	'%s leaves the whole database, written as it is',
	async (_said, name) => {
		expect(await held(name, 'as it is')).toEqual([]);
	}
);

test.each(Object.keys(SPELLINGS))(
	'a name written %s leaves the whole database',
	async (spelling) => {
		expect(await held(['Marie Claude', 'De La Tourbière'], spelling)).toEqual([]);
	}
);

test('whoever is erased, and however their name is written, no place of the database holds it', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...NAMES),
			fc.constantFrom(...Object.keys(SPELLINGS)),
			async (name, spelling) => {
				expect(await held(name, spelling)).toEqual([]);
			}
		),
		{ numRuns: 12 }
	);
}, 600_000);
