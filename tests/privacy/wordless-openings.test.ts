import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importFolder } from '#collectors/import/import-folder.ts';
import { noteWhatWasRead, readersOf } from '#collectors/privacy/openings.ts';
import { namesOf, referencesOf, wordlessKinds } from '#collectors/privacy/wordless.ts';
import { panelBlocks } from '#collectors/panels.ts';
import { OPERATOR, PUBLIC, type Actor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import type { PanelSubject } from '#core/server/contract.ts';
import { everyKind, type AnyKind } from '#core/server/kinds.ts';
import { inCollective } from '#core/server/database.ts';
import { addReads, copyReads, noteGathered, takeReads } from '#core/server/privacy/reads.ts';
import { signedIn, testCollective } from '#core/server/testing.ts';

/** What has a page that every module tells of. */
const PANELLED: readonly PanelSubject['kind'][] = [
	'organisation',
	'person',
	'group',
	'meeting',
	'project'
];

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

describe('pages that every module tells of', () => {
	const keepTo = ({ table }: AnyKind, audience: string, id: unknown = null) =>
		write((ctx) =>
			ctx.db.execute(
				sql`UPDATE ${table} SET audience = ${audience} WHERE ${id}::uuid IS NULL OR id = ${id}`
			)
		);

	beforeAll(async () => {
		for (const kind of everyKind()) await keepTo(kind, 'public');
	});

	/** What all modules tell of it, whatever it is. */
	async function toldOf(id: string, actor: Actor): Promise<string> {
		return inCollective(await testCollective(), { actor }, async (ctx) => {
			const pages = [];
			for (const kind of PANELLED) pages.push(await panelBlocks(ctx, { kind, id }));
			return JSON.stringify(pages);
		});
	}

	test.each(wordlessKinds())(
		'$plural: a row that they tell is noted, however many it is told with',
		async (kind) => {
			const rows = await write((ctx) =>
				ctx.db.select({ id: kind.table.id, ties: referencesOf(kind) }).from(kind.table)
			);
			const missed: unknown[] = [];
			for (const { id, ties } of rows) {
				await keepTo(kind, 'board', id);
				for (const tied of z.array(z.string()).parse(ties)) {
					const zoe = signedIn('Zoe', { role: 'board', because: 'est au bureau' });
					const isTold = (await toldOf(tied, zoe)) !== (await toldOf(tied, PUBLIC));
					if (isTold && !copyReads(zoe).get(kind.name)?.has(String(id))) missed.push(id);
				}
				await keepTo(kind, 'public', id);
			}
			expect(missed).toEqual([]);
		}
	);
});

test('a row without words is read by whoever is given an answer that was kept', () => {
	const [first, later] = [signedIn('Zoe'), signedIn('Zoe')];
	noteGathered(first, 'attendance', ['0199a000-0000-7000-8000-000000000001']);
	addReads(later, copyReads(first));
	expect([...takeReads(later).keys()]).toEqual(['attendance']);
});
