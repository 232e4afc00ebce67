import { getTableColumns, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { isAsWide } from '../actor.ts';
import { audiences, groupOfAudience, isForPilots, type Audience } from '../vocabulary.ts';
import type { Context } from './context.ts';
import { everyKind, partsOf, type AnyKind } from './kinds.ts';
import { journal } from './tables.ts';

/** What the holder of a link was lent: a record as it was that day, for those who read it then. */
export interface Lent {
	recordId: string;
	at: Date;
	/** Who read the record then. */
	readers: Audience;
	/** Fields that tie what the page tells to the record, or to a part of it: what they tied since was not lent. */
	ties: readonly string[];
}

/**
 * What a link lent: the record itself; of what has readers of its own, what stood there, for the public or for its readers of that day,
 * and has no fewer readers today; and what is open to everybody today. The journal knows what was created or moved since, and who read
 * what has changed readers since; a line that an erasure emptied no longer tells, and closes.
 */
export function lentFilter(lent: Lent, column: PgColumn): SQL {
	const id = getTableColumns(column.table)['id'];
	const open = sql`${column} = 'public'`;
	if (!id) return open;
	const { recordId, readers } = lent;
	const kind = everyKind().find((one) => one.table === column.table);
	// The index of the journal begins with the kind.
	const ofKind = kind ? sql`since.kind = ${kind.name} AND ` : sql``;
	const since = sql`${journal} AS since WHERE ${ofKind}since.record_id = ${id} AND since.at > ${sql.param(lent.at, journal.at)}`;
	const wasRead = sql`coalesce((
		SELECT since.event LIKE '%.changed' AND coalesce(since.data->'audience'->>0 IN ('public', ${readers}), false)
		FROM ${since} AND (since.event LIKE '%.created' OR (since.event LIKE '%.changed' AND (since.data ? 'audience' OR since.data = '{}')))
		ORDER BY since.at, since.id LIMIT 1
	), ${column} = ${readers})`;
	const isMoved = sql`EXISTS (SELECT FROM ${since} AND since.event LIKE '%.changed' AND since.data ?| ${sql.param([...lent.ties])}::text[])`;
	return sql`(${open} OR (${asWideAs(readers, column)} AND (${id} = ${recordId} OR (${wasRead} AND NOT ${isMoved}))))`;
}

/** Is what this column says read by all these readers? */
function asWideAs(readers: Audience, column: PgColumn): SQL {
	const circles = (Object.keys(audiences) as Audience[]).filter((one) => isAsWide(one, readers)); // its own keys
	const group = isForPilots(readers) ? groupOfAudience(readers) : undefined;
	const wide = inArray(column, [
		...circles,
		readers,
		...(group ? [`group:${group}` as const] : [])
	]);
	return readers === 'team' ? sql`(${wide} OR ${column} ~ '^(group|pilots):')` : wide;
}

/** Fields by which something may come under a record of the kind, or under a part of it. */
export function tiesTo(kind: AnyKind): string[] {
	const wholes = new Set([kind.name]);
	for (const name of wholes) {
		const whole = everyKind().find((one) => one.name === name);
		for (const { part } of whole ? partsOf(whole) : []) wholes.add(part.name);
	}
	const fields = everyKind().flatMap(({ columns }) =>
		Object.entries(columns).flatMap(([field, { type }]) =>
			type.target && wholes.has(type.target) ? [field] : []
		)
	);
	return [...new Set(fields)];
}

/**
 * Who read each of these records on the day it was lent, in the same order; who reads it today (`readers`) where nothing has changed
 * since, the public alone being sure where an erasure emptied the line that told.
 */
export async function readersWhenLent(
	ctx: Context,
	lent: readonly { recordId: string; at: Date; readers: Audience }[]
): Promise<Audience[]> {
	if (lent.length === 0) return [];
	const asked = sql.join(
		lent.map(
			({ recordId, at }, index) =>
				sql`(${index}::int, ${recordId}::uuid, ${sql.param(at, journal.at)}::timestamptz)`
		),
		sql`, `
	);
	const { rows } = await ctx.db.execute<{ index: number; readers: Audience | null }>(sql`
		SELECT asked.index, coalesce(first.was, before.audience, 'public') AS readers
		FROM (VALUES ${asked}) AS asked(index, record_id, at)
		JOIN LATERAL (
			SELECT data->'audience'->>0 AS was FROM ${journal}
			WHERE record_id = asked.record_id AND at > asked.at AND event LIKE '%.changed' AND (data ? 'audience' OR data = '{}')
			ORDER BY at, id LIMIT 1
		) AS first ON true
		LEFT JOIN LATERAL (
			SELECT audience FROM ${journal}
			WHERE record_id = asked.record_id AND at <= asked.at AND event ~ '[.](created|changed)$'
			ORDER BY at DESC, id DESC LIMIT 1
		) AS before ON true`);
	const found = new Map(rows.map(({ index, readers }) => [index, readers]));
	return lent.map(({ readers }, index) => found.get(index) ?? readers);
}
