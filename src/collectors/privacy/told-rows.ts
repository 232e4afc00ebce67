import { and, asc, eq, inArray } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { kindNamed } from '#core/server/kinds.ts';
import type { PersonalTable } from '#core/server/privacy/declared.ts';
import { rowsNaming, type Told } from '#core/server/privacy/rows.ts';
import { storedRows } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { isAudience, type Audience } from '#core/vocabulary.ts';
import { lentLinks } from '#modules/all.ts';
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
	{ told: subject, sure }: Pick<Known, 'told' | 'sure'>
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

/** Those whose own readers, or those of the record that they are of, the actor is not among, unless they wrote the row: a query per kind. */
async function unreadable(ctx: Context, rows: Told[]): Promise<Told[]> {
	const readers = await lastReaders(
		ctx,
		rows.map((row) => ({ kind: String(row['kind'] ?? ''), recordId: row['record_id'] }))
	);
	const own = lentLinks.lenderOf(ctx);
	const isTold = (audience: unknown) =>
		typeof audience !== 'string' || !isAudience(audience) || mayRead(ctx.actor, audience);
	return rows.filter((row) => {
		if (own !== null && row['account'] === own) return false;
		const of = readers.get(String(row['record_id'] ?? ''));
		return of === null || !isTold(of) || !isTold(row['audience']);
	});
}

/**
 * Who reads each of these records, by identifier; of one that is gone, who read it last, as the journal tells its removal; null where
 * nothing tells it any more. What is of no kind of records is left out.
 */
export async function lastReaders(
	ctx: Context,
	things: readonly { kind: string; recordId: unknown }[]
): Promise<Map<string, Audience | null>> {
	const readers = new Map<string, Audience | null>();
	for (const [name, own] of Map.groupBy(things, (one) => one.kind)) {
		const kind = kindNamed(name);
		const ids = [...new Set(own.flatMap(({ recordId }) => (recordId ? [String(recordId)] : [])))];
		if (!kind || ids.length === 0) continue;
		for (const id of ids) readers.set(id, null);
		const removals = await ctx.db
			.select({ id: journal.recordId, audience: journal.audience })
			.from(journal)
			.where(
				and(
					eq(journal.kind, name),
					inArray(journal.recordId, ids),
					eq(journal.event, `${name}.removed`)
				)
			)
			.orderBy(asc(journal.at), asc(journal.id));
		for (const { id, audience } of removals) readers.set(String(id), audience);
		for (const row of await storedRows(ctx, kind, inArray(kind.table.id, ids)))
			readers.set(String(row['id']), row['audience'] as Audience); // the column of every record
	}
	return readers;
}
