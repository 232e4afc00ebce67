import { inArray } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { kindNamed } from '#core/server/kinds.ts';
import type { PersonalTable } from '#core/server/privacy/declared.ts';
import { rowsNaming, type Told } from '#core/server/privacy/rows.ts';
import { storedRows } from '#core/server/records.ts';
import { isAudience, type Audience } from '#core/vocabulary.ts';
import type { Known } from './subject.ts';

/** What tells a row of a declared table apart: its first column. */
export function keyOfRow(row: Told): string {
	return String(Object.values(row)[0]);
}

/**
 * Rows of a table that a name alone gives to somebody, and that are of records which who asks may not read: neither told nor counted to the
 * team, who could make up a name to ask. What an account, an address or the directory gives to somebody is theirs whatever it is of.
 */
export async function rowsUntold(
	ctx: Context,
	declared: PersonalTable,
	{ subject, sure }: Pick<Known, 'subject' | 'sure'>
): Promise<Set<string>> {
	const derived = subject.addresses.filter((one) => !sure.addresses.includes(one));
	if (subject.names.length === 0 && derived.length === 0) return new Set();
	const byName = await rowsNaming(
		ctx,
		declared,
		{ personId: null, code: null, accounts: [], names: subject.names, addresses: derived },
		Infinity
	);
	const hidden = await unreadable(ctx, byName);
	if (hidden.length === 0) return new Set();
	const theirs = new Set((await rowsNaming(ctx, declared, sure, Infinity)).map(keyOfRow));
	return new Set(hidden.map(keyOfRow).filter((key) => !theirs.has(key)));
}

/** Those whose own readers, or those of the record that they are of, the actor is not among: a query per kind. */
async function unreadable(ctx: Context, rows: Told[]): Promise<Told[]> {
	const readers = new Map<string, Audience>();
	for (const [name, own] of Map.groupBy(rows, (row) => String(row['kind'] ?? ''))) {
		const kind = kindNamed(name);
		const ids = own.flatMap((row) => (row['record_id'] ? [String(row['record_id'])] : []));
		if (!kind || ids.length === 0) continue;
		for (const row of await storedRows(ctx, kind, inArray(kind.table.id, ids)))
			readers.set(String(row['id']), row['audience'] as Audience); // the column of every record
	}
	return rows.filter((row) => {
		const own = row['audience'];
		const of = readers.get(String(row['record_id'] ?? ''));
		return [own, of].some(
			(one) => typeof one === 'string' && isAudience(one) && !mayRead(ctx.actor, one)
		);
	});
}
