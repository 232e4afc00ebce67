import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { decide, mayRead, OPERATOR, readableAudiences, readsAll } from '../actor.ts';
import { Refused } from '../errors.ts';
import type { Belonging } from '../roles.ts';
import type { Audience } from '../vocabulary.ts';
import { type Context, within } from './context.ts';
import { lentFilter } from './lent.ts';

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
	return within(ctx, { actor: OPERATOR, withoutArchived: false });
}

/** Of rows at hand, those that the actor may read. */
export function readable<T extends { audience: Audience }>(ctx: Context, rows: readonly T[]): T[] {
	return rows.filter(({ audience }) => mayRead(ctx.actor, audience));
}

/** The same on any column that holds an audience. */
export function audienceFilter({ actor }: Context, column: PgColumn): SQL {
	if (actor.kind === 'guest' && actor.lent) return lentFilter(actor.lent, column);
	const groups = readsAll(actor, 'groups')
		? sql` OR ${column} LIKE 'group:%' OR ${column} LIKE 'pilots:%'`
		: NOTHING;
	const people = readsAll(actor, 'people')
		? sql` OR ${column} LIKE 'people:%'`
		: actor.kind === 'person' && actor.person !== null
			? sql` OR (${column} LIKE 'people:%' AND ${actor.person} = ANY(string_to_array(substr(${column}, 8), ',')))`
			: NOTHING;
	// One value for all circles: the text is the same for who is of few and who is of many.
	return sql`(${column} = ANY(${sql.param(readableAudiences(actor))}::text[])${groups}${people})`;
}

const NOTHING = sql.empty();
