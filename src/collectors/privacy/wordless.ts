import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { everyKind, kindNamed, type AnyKind } from '#core/server/kinds.ts';
import { isWordless } from '#core/server/privacy/reads.ts';
import { columnsOf } from '#core/server/records/rows.ts';

/*
 * Rows that may hold no word of their own (a role, an attendance, a step of a funding): references, dates and choices. No text of theirs
 * says that a page shows them; the names of what they tie do.
 */

/** Kinds whose rows may hold no word of their own. */
export function wordlessKinds(): AnyKind[] {
	return everyKind().filter(isWordless);
}

/** What the rows of a kind refer to, as an expression of its table: the identifiers, without those that are empty. */
export function referencesOf(kind: AnyKind): SQL {
	const stored = columnsOf(kind.table);
	const columns = referencesIn(kind).flatMap(([field]) => {
		const column = stored[field];
		return column ? [sql`${column}::text`] : [];
	});
	if (columns.length === 0) return sql`ARRAY[]::text[]`;
	return sql`array_remove(ARRAY[${sql.join(columns, sql`, `)}], NULL)`;
}

function referencesIn(kind: AnyKind): [string, AnyKind][] {
	return Object.entries(kind.columns).flatMap(([field, { type }]): [string, AnyKind][] => {
		const target = type.many ? undefined : kindNamed(type.target);
		return target ? [[field, target]] : [];
	});
}

/** How these records may be called by a page: their code, their name or title. By identifier; one query. */
export async function namesOf(
	ctx: Context,
	ids: readonly string[]
): Promise<Map<string, readonly string[]>> {
	if (ids.length === 0) return new Map();
	const targets = new Set(
		wordlessKinds().flatMap((kind) => referencesIn(kind).map(([, target]) => target))
	);
	const parts = [...targets].map((kind) => {
		const { table } = kind;
		const stored = columnsOf(table);
		const names = namingFields(kind).flatMap((field) => {
			const column = stored[field];
			return column ? [sql`${column}::text`] : [];
		});
		return sql`SELECT ${table.id}::text AS id, array_remove(ARRAY[${sql.join(names, sql`, `)}]::text[], NULL) AS names FROM ${table} WHERE ${table.id} = ANY(${sql.param([...ids])}::uuid[])`;
	});
	const { rows } = await ctx.db.execute<{ id: string; names: string[] }>(
		sql.join(parts, sql` UNION ALL `)
	);
	return new Map(rows.map(({ id, names }) => [id, names]));
}

/** Its code, and the texts of one line that it must have; where it must have none, those that it may have. */
function namingFields(kind: AnyKind): string[] {
	const lines = Object.entries(kind.columns).filter(
		([field, { type }]) => type.name === 'texte' && field !== 'source'
	);
	const required = lines.filter(([, one]) => one.required);
	const named = (required.length > 0 ? required : lines).map(([field]) => field);
	return kind.codeField ? [kind.codeField, ...named] : named;
}
