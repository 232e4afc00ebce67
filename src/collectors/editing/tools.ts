import { and, eq } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { searchEntry } from '#core/server/tables.ts';
import { kinds, modules } from '#modules/all.ts';
import { isLendable } from '../guests.ts';
import { additionsTo, type Tool } from './additions.ts';
import { addHere, changeHere } from './addresses.ts';
import { standsAlone } from './parts.ts';

/** What the actor may do from a page. */
export interface Tools {
	/** With the record that the page tells. */
	ways: Tool[];
	/** What may be added to it, or to the list that the page is. */
	additions: Tool[];
}

/**
 * What the actor may do from a page: on the page of a record, keep it up to date, add what it is made of, lend it, see who
 * reads it; on the first page of a module, add a record. One query, and at most two more for a record.
 */
export async function toolsFor(ctx: Context, path: string): Promise<Tools> {
	const additions = additionsAt(ctx, path);
	if (additions.length > 0) return { ways: [], additions };
	const [entry] = await ctx.db
		.select({ kind: searchEntry.kind, id: searchEntry.recordId })
		.from(searchEntry)
		.where(and(eq(searchEntry.path, path), visible(ctx, searchEntry)))
		.limit(1);
	const kind = kinds.find((one) => one.name === entry?.kind);
	const [row] =
		entry && kind ? await storedRows(ctx, kind, eq(kind.table.id, entry.id)) : [undefined];
	return kind && row ? toolsOf(ctx, path, kind, row) : { ways: [], additions: [] };
}

async function toolsOf(ctx: Context, path: string, kind: AnyKind, row: Row): Promise<Tools> {
	const [on = {}] = await belongingsOf(ctx, kind, [row]);
	const may = (permission: string) => decide(ctx.actor, { permission }).allowed;
	const writes = decide(ctx.actor, { permission: kind.permission, on }).allowed;
	const id = String(row['id']);
	return {
		ways: [
			...(writes
				? [
						{ label: 'Modifier', path: changeHere({ kind: kind.name, id }) },
						{ label: 'Tenir à jour', path: `/tenir/${kind.name}/${id}` }
					]
				: []),
			...(writes && isLendable(kind.name) && may('access.lend')
				? [{ label: 'Prêter un lien', path: `/liens/nouveau?sorte=${kind.name}&fiche=${id}` }]
				: []),
			...(may('access.explain')
				? [{ label: 'Qui voit cette fiche ?', path: `/acces/${kind.name}/${id}` }]
				: []),
			...(kind.name === 'person' && may('privacy.manage')
				? [{ label: 'Ses données', path: `${path}/donnees` }]
				: [])
		],
		additions: additionsTo(ctx, kind, row, on)
	};
}

/** What is part of a record is added on the page of that record. */
function additionsAt(ctx: Context, path: string): Tool[] {
	return modules
		.filter((one) => one.path === path)
		.flatMap((one) => answers(one.exchange))
		.filter((kind) => standsAlone(kind))
		.filter(({ permission }) => decide(ctx.actor, { permission, on: {} }).allowed)
		.map((kind) => ({ label: kind.singular, path: addHere(kind.name) }));
}
