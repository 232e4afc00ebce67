import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importFolder } from '#collectors/import/import-folder.ts';
import { noteWhatWasRead, readersOf } from '#collectors/privacy/openings.ts';
import { namesOf, referencesOf, wordlessKinds } from '#collectors/privacy/wordless.ts';
import { OPERATOR } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';

const write = async <T>(work: (ctx: Context) => Promise<T>) =>
	inCollective(await testCollective(), { actor: OPERATOR, mode: 'write' }, work);

/** Zoe, of the board, is answered this text, to make which these rows were read. */
async function ask(work: (ctx: Context) => Promise<unknown>, text: string): Promise<void> {
	const collective = await testCollective();
	const zoe = signedIn('Zoe', { role: 'board', because: 'est au bureau' });
	await inCollective(collective, { actor: zoe }, work);
	const url = new URL('https://fanal.example.org/');
	await noteWhatWasRead(collective, zoe, { url, route: '/', text });
}

describe('a row that holds no word of its own', () => {
	// A small collective that has a row of each kind.
	beforeAll(async () => {
		await testCollective();
		await importFolder('tests/upgrade/collective', {});
	});

	test.each(wordlessKinds())(
		'of $plural is opened by who is told what it ties, not by who is told how many there are',
		async (kind) => {
			const [row] = await write((ctx) =>
				ctx.db
					.select({ id: kind.table.id, ties: referencesOf(kind) })
					.from(kind.table)
					.limit(1)
			);
			const id = String(row?.id);
			const ties = z.array(z.string()).parse(row?.ties);
			await write((ctx) =>
				ctx.db.execute(sql`UPDATE ${kind.table} SET audience = 'board' WHERE id = ${id}`)
			);
			const only = (ctx: Context) =>
				ctx.db.select({ id: kind.table.id }).from(kind.table).where(eq(kind.table.id, id));
			const noted = () =>
				write((ctx) => readersOf(ctx, { kind: kind.name, recordId: id, audience: 'board' }));
			const called = [...(await write((ctx) => namesOf(ctx, ties))).values()];
			if (ties.length > 0) {
				await ask(only, '<p>Douze : 12.</p>');
				expect(await noted()).toEqual([]);
			}
			const cells = called.map((names) => `<td>${names.at(-1) ?? ''}</td>`).join('');
			await ask(only, `<table><tr>${cells}</tr></table>`);
			expect(await noted()).toMatchObject([{ name: 'Zoe' }]);
		}
	);

	test('is of a kind that asks no words', () => {
		expect(wordlessKinds().map((kind) => kind.name)).toEqual(
			expect.arrayContaining(['role', 'attendance', 'fundingStep', 'membership', 'stakeholder'])
		);
	});
});
