import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { importFolder } from '#collectors/import/import-folder.ts';
import { OPERATOR } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { testCollective } from '#core/server/testing.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { visitPassage } from '#modules/visits/server/tables.ts';
import { openAll, readBy, undone } from './closing.ts';

// A small collective that has a row of each kind, whose texts each name their column and their kind.
beforeAll(async () => {
	await testCollective();
	expect((await importFolder('tests/upgrade/collective')).refusals).toEqual([]);
});

test('what a search finds of a record tells the public nothing that a row kept to few is alone to say', async () => {
	const faults: string[] = [];
	await inCollective(
		await testCollective(),
		{ actor: OPERATOR, mode: 'rehearsal' },
		async (ctx) => {
			await openAll(ctx);
			await ctx.db.update(visitPassage).set({ sensitive: false });
			// Each kind that is found is there: the walk goes through it.
			const found = new Set(
				[...(await foundByAll(ctx, '')).keys()].map((key) => key.split(' ')[0])
			);
			expect([...found].sort()).toEqual(
				kinds
					.filter(({ name }) => objectKinds.get(name)?.indexed)
					.map(({ name }) => name)
					.sort()
			);
			for (const kind of kinds) faults.push(...(await walk(ctx, kind)));
		}
	);
	expect(faults).toEqual([]);
});

/** What is found of other records with each row of the kind closed, and would not be without it. */
async function walk(ctx: Context, kind: AnyKind): Promise<string[]> {
	const faults: string[] = [];
	for (const row of await rowsOf(ctx, kind)) {
		const own = String(row['id']);
		const gone = await undone(ctx, async () => {
			await ctx.db.delete(kind.table).where(eq(kind.table.id, own));
			return foundByAll(ctx, own);
		});
		const closed = await undone(ctx, async () => {
			await readBy(ctx, kind, 'board', [own]);
			await dateApart(ctx, kind, own);
			return foundByAll(ctx, own);
		});
		for (const [key, told] of closed) {
			const allowed = gone.get(key);
			// What stands within it leaves with it when it is deleted, and stays without its words when it is closed.
			const isKept = allowed
				? told === allowed
				: ![...wordsOf(kind, row), APART].some((word) => told.includes(word));
			if (!isKept) faults.push(`${kind.name} closed: ${key} tells ${told}`);
		}
	}
	return faults;
}

/** What anybody finds, but of this record: by record, its title, line and text. */
async function foundByAll(ctx: Context, but: string): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (const kind of kinds) {
		const object = objectKinds.get(kind.name);
		if (!object?.indexed) continue;
		const ids = (await rowsOf(ctx, kind)).map((row) => String(row['id']));
		for (const { id, title, line, text, audience } of await object.describe(ctx, ids))
			if (audience === 'public' && id !== but)
				found.set(`${kind.name} ${id}`, [title, line, text].join(' · '));
	}
	return found;
}

/** A year that nothing else is of. */
const APART = '1987';

async function dateApart(ctx: Context, kind: AnyKind, id: string): Promise<void> {
	const dates = Object.entries(kind.columns).filter(([, { type }]) => type.name === 'date');
	if (dates.length === 0) return;
	const values = Object.fromEntries(dates.map(([field]) => [field, partialDate(APART)]));
	await ctx.db.update(kind.table).set(values).where(eq(kind.table.id, id));
}

async function rowsOf(ctx: Context, kind: AnyKind): Promise<Record<string, unknown>[]> {
	return ctx.db.select().from(kind.table);
}

/** Texts of a row that no other kind holds. */
function wordsOf(kind: AnyKind, row: Record<string, unknown>): string[] {
	return Object.entries(kind.columns).flatMap(([field, { type }]) => {
		const value = row[field];
		return ['texte', 'long'].includes(type.name) && typeof value === 'string' && value.length > 5
			? [value]
			: [];
	});
}
