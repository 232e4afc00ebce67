import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

/** A column of a table of the collective, as the database knows it. */
export interface StoredColumn {
	table: string;
	column: string;
	type: string;
	/** Table that its foreign key leads to. */
	target: string | null;
	/** Computed by the database itself. */
	generated: boolean;
}

/** Every column of every table of the collective, asked of the database: what nobody declared is there too. */
export async function storedColumns(ctx: Context): Promise<StoredColumn[]> {
	const { rows } = await ctx.db.execute<StoredColumn & Record<string, unknown>>(sql`
		SELECT class.relname AS "table", attribute.attname AS "column", format_type(attribute.atttypid, NULL) AS "type",
			target.relname AS "target", attribute.attgenerated <> '' AS "generated"
		FROM pg_class class
		JOIN pg_attribute attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
		LEFT JOIN pg_constraint reference ON reference.conrelid = class.oid AND reference.contype = 'f'
			AND reference.conkey[1] = attribute.attnum
		LEFT JOIN pg_class target ON target.oid = reference.confrelid
		WHERE class.relkind = 'r' AND class.relnamespace = current_schema()::regnamespace
		ORDER BY 1, 2`);
	return rows;
}
