import { expect, test } from 'vitest';
import type { PgTable } from 'drizzle-orm/pg-core';
import { OPERATOR } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { kinds, objectKinds } from '#modules/all.ts';

test('a kind whose records are read on the page of another says which, so that this page may be closed', async () => {
	await importFolder('data/phare-2023');
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration was not imported');
	const silent = await inCollective(collective, { actor: OPERATOR }, async (ctx) => {
		const faults: string[] = [];
		for (const kind of kinds) {
			const object = objectKinds.get(kind.name);
			if (!object || object.within) continue;
			const code = columnsOf(kind.table)[kind.codeField ?? ''];
			if (!object.indexed) faults.push(`${kind.name} has a page and is not indexed`);
			if (!code) faults.push(`${kind.name} has no code that makes a page its own`);
			const rows = await ctx.db
				.select({ id: kind.table.id, code: code ?? kind.table.id })
				.from(kind.table as PgTable)
				.limit(200);
			const codes = new Map(rows.map((row) => [String(row.id), String(row.code)]));
			for (const { id, path } of await object.describe(ctx, [...codes.keys()])) {
				const own = encodeURIComponent(codes.get(id) ?? '');
				// Its own page, or its own place on the first page of its module.
				if (!path.endsWith(`/${own}`) && !/^\/[^/]+$/.test(path.replace(`#${own}`, '')))
					faults.push(`${kind.name} is read at ${path}`);
			}
		}
		return faults;
	});
	expect(silent).toEqual([]);
});
