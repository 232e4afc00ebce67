import { getTableColumns, inArray, like, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { decide, mayRead, OPERATOR, readableAudiences, readsAll } from '../actor.ts';
import { Refused } from '../errors.ts';
import type { Belonging } from '../roles.ts';
import type { Audience } from '../vocabulary.ts';
import type { Context } from './context.ts';
import { journal } from './tables.ts';

/**
 * Refuses (403) when the actor may not use the permission, on what belongs to these groups and organisations
 * if given. First line of every command.
 */
export function authorise(ctx: Context, permission: string, on?: Belonging): void {
	const decision = decide(ctx.actor, { permission, ...(on ? { on } : {}) });
	if (!decision.allowed) {
		throw new Refused('forbidden', [{ code: 'forbidden', message: decision.because }]);
	}
}

/**
 * Row filter for lists: only records that the actor may read, and of these the current ones where the
 * context says so. The same rule as `decide`, in SQL.
 */
export function visible(ctx: Context, table: { audience: PgColumn; archivedOn?: PgColumn }): SQL {
	const readable = audienceFilter(ctx, table.audience);
	if (!ctx.withoutArchived || !table.archivedOn) return readable;
	return sql`(${readable} AND ${table.archivedOn} IS NULL)`;
}

/**
 * Filter for a record that a row names: what the actor may not read is not named to them. An archived record keeps its name
 * in the rows that tell it. For the condition of a join.
 */
export function nameable(ctx: Context, table: { audience: PgColumn }): SQL {
	return audienceFilter(ctx, table.audience);
}

/**
 * The same unit of work as who reads everything, what was archived too: for numbers, which are the same for every reader. What is told by
 * name never comes from it.
 */
export function countingAll(ctx: Context): Context {
	return { ...ctx, actor: OPERATOR, withoutArchived: false };
}

/** Of rows at hand, those that the actor may read. */
export function readable<T extends { audience: Audience }>(ctx: Context, rows: readonly T[]): T[] {
	return rows.filter(({ audience }) => mayRead(ctx.actor, audience));
}

/** The same on any column that holds an audience. */
export function audienceFilter({ actor }: Context, column: PgColumn): SQL {
	if (actor.kind === 'guest' && actor.lent) return lentFilter(actor.reads, actor.lent, column);
	const filters = [inArray(column, readableAudiences(actor))];
	if (readsAll(actor, 'groups')) filters.push(like(column, 'group:%'), like(column, 'pilots:%'));
	if (readsAll(actor, 'people')) filters.push(like(column, 'people:%'));
	else if (actor.kind === 'person' && actor.person !== null)
		filters.push(
			sql`(${column} LIKE 'people:%' AND ${actor.person} = ANY(string_to_array(substr(${column}, 8), ',')))`
		);
	return or(...filters) ?? sql`false`;
}

/**
 * What a link lent: the record itself; of what has readers of its own, what was there for its readers when it was lent; and what is
 * open to everybody today. The journal knows what was created since, and who read what has changed readers since; a line that an
 * erasure emptied no longer tells, and closes.
 */
function lentFilter(
	reads: readonly Audience[],
	lent: { recordId: string; at: Date },
	column: PgColumn
): SQL {
	const id = getTableColumns(column.table)['id'];
	const open = sql`${column} = 'public'`;
	if (!id || reads.length === 0) return open;
	return sql`(${open} OR (${inArray(column, [...reads])} AND (${id} = ${lent.recordId} OR ${id} NOT IN (${notLent(lent)}))))`;
}

/** Identifiers of what has been created since, or was then for others than the public and the readers of the record. */
function notLent(lent: { recordId: string; at: Date }): SQL {
	const { recordId } = lent;
	const at = sql.param(lent.at, journal.at);
	const firstSince = sql`
		SELECT DISTINCT ON (record_id) record_id, event, data->'audience'->>0 AS was
		FROM ${journal}
		WHERE at > ${at} AND record_id IS NOT NULL
			AND (event LIKE '%.created' OR (event LIKE '%.changed' AND (data ? 'audience' OR data = '{}')))
		ORDER BY record_id, at, id`;
	return sql`
		WITH first AS (${firstSince})
		SELECT record_id FROM first
		WHERE coalesce(event LIKE '%.created' OR was NOT IN ('public', coalesce(
			(SELECT was FROM first WHERE record_id = ${recordId}),
			(SELECT audience FROM ${journal} WHERE record_id = ${recordId} AND at <= ${at} AND event ~ '[.](created|changed)$' ORDER BY at DESC, id DESC LIMIT 1),
			'public'
		)), true)`;
}
