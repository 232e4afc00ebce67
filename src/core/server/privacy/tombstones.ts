import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { erased } from './tables.ts';

/** Is the person of this column somebody who was erased? */
export function isErased(id: PgColumn): SQL {
	return sql`EXISTS (SELECT 1 FROM ${erased} WHERE ${erased.personId} = ${id})`;
}
