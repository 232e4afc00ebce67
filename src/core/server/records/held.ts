import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { Refused, type Refusal } from '../../errors.ts';
import type { Context } from '../context.ts';
import { isNarrowedBy, type AnyKind } from '../kinds.ts';
import { takeTurns } from '../turns.ts';
import type { Row } from './rows.ts';

/** A record is said to have moved on when its version is no longer the one that was read. */
const STALE = 'stale';

/** Said when somebody else has written the record meanwhile. */
export function moved(): Refusal {
	return {
		code: STALE,
		message:
			'Quelqu’un a modifié cette fiche pendant que vous l’écriviez. Rien n’est perdu : comparez, puis enregistrez de nouveau.'
	};
}

/**
 * Nobody else writes these records until the end of the unit of work; what is read after is what is written over. Returns the version of
 * each as it is now, without those that are gone.
 */
export async function holdRecords(
	ctx: Context,
	kind: AnyKind,
	ids: string[]
): Promise<Map<string, number>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: kind.table.id, version: kind.table.version })
		.from(kind.table as PgTable)
		.where(sql`${kind.table.id} = any(${sql.param(ids)}::uuid[])`)
		.orderBy(kind.table.id)
		.for('no key update');
	return new Map(rows.map(({ id, version }) => [String(id), Number(version)]));
}

/** The same of rows at hand: refuses (422) when one of them is no longer as it was read. */
export async function holdAsRead(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	const now = await holdRecords(
		ctx,
		kind,
		rows.map((row) => String(row['id']))
	);
	if (rows.some((row) => now.get(String(row['id'])) !== row['version']))
		throw new Refused('invalid', [moved()]);
}

/** The records that these rows are part of are not closed while the rows are written: they are closed before, or with them. */
export async function holdWholes(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	const fields = Object.keys(kind.columns).filter((field) => isNarrowedBy(kind, field));
	const ids = rows.flatMap((row) => fields.flatMap((field) => row[field] ?? []).map(String));
	await takeTurns(ctx, 'parts', ids, 'together');
}

/** Nobody writes a part of the record until the end of the unit of work; parts that are read after are all there are. */
export async function holdParts(ctx: Context, whole: Row): Promise<void> {
	await takeTurns(ctx, 'parts', [String(whole['id'])]);
}
