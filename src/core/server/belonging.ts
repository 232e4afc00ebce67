import { inArray } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { decide } from '../actor.ts';
import type { Belonging } from '../roles.ts';
import type { Context } from './context.ts';
import type { AnyKind } from './kinds.ts';
import { authorise } from './permissions.ts';

type Row = Record<string, unknown>;

/**
 * Refuses (403) unless the actor may write each of these rows: a right held on everything reaches all, a right
 * held on a group or an organisation reaches what belongs to it. One query per level of parents, none for the team.
 */
export async function authoriseRows(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	if (decide(ctx.actor, { permission: kind.permission, on: {} }).allowed) return;
	for (const on of await belongingsOf(ctx, kind, rows)) authorise(ctx, kind.permission, on);
}

/** Groups and organisations that each row belongs to, in the order of the rows. */
export async function belongingsOf(ctx: Context, kind: AnyKind, rows: Row[]): Promise<Belonging[]> {
	const { groups = [], organisations = [], through } = kind.belongs ?? {};
	const parents = through
		? await parentBelongings(ctx, through.kind(), rows, through.field)
		: new Map<string, Belonging>();
	return rows.map((row) => {
		const parent = through ? parents.get(String(row[through.field])) : undefined;
		return {
			groups: [...valuesOf(row, groups), ...(parent?.groups ?? [])],
			organisations: [...valuesOf(row, organisations), ...(parent?.organisations ?? [])]
		};
	});
}

async function parentBelongings(
	ctx: Context,
	parent: AnyKind,
	rows: Row[],
	field: string
): Promise<Map<string, Belonging>> {
	const ids = [...new Set(valuesOf(rows, field))];
	if (ids.length === 0) return new Map();
	const found: Row[] = await ctx.db
		.select()
		.from(parent.table as PgTable)
		.where(inArray(parent.table.id, ids));
	const belongings = await belongingsOf(ctx, parent, found);
	return new Map(found.map((row, index) => [String(row['id']), belongings[index] ?? {}]));
}

function valuesOf(rows: Row | Row[], fields: string | readonly string[]): string[] {
	const names = typeof fields === 'string' ? [fields] : fields;
	return [rows]
		.flat()
		.flatMap((row) => names.map((name) => row[name]))
		.filter((value): value is string => typeof value === 'string');
}
