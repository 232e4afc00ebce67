import { inArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { plainText } from '../../words.ts';
import type { Context } from '../context.ts';
import { mark } from '../signed.ts';
import { erased } from './tables.ts';

/** Is the person of this column somebody who was erased? */
export function isErased(id: PgColumn): SQL {
	return sql`EXISTS (SELECT 1 FROM ${erased} WHERE ${erased.personId} = ${id})`;
}

/** Fingerprint of a code or a name of the directory, which only this installation can make. */
export function markOf(ctx: Context, what: 'code' | 'name', text: string): string {
	return mark(`erased ${what}`, ctx.collective.code, plainText(text).trim());
}

/** The day when the people of these codes or names were erased, by code or name; those who were not are left out. */
export async function erasedOn(
	ctx: Context,
	what: 'code' | 'name',
	texts: string[]
): Promise<Map<string, Date>> {
	const [some] = await ctx.db.select({ at: erased.at }).from(erased).limit(1);
	if (!some || texts.length === 0) return new Map();
	const column = what === 'code' ? erased.codeMark : erased.nameMark;
	const byMark = new Map(texts.map((text) => [markOf(ctx, what, text), text]));
	const rows = await ctx.db
		.select({ mark: column, at: erased.at })
		.from(erased)
		.where(inArray(column, [...byMark.keys()]));
	return new Map(rows.map((row) => [byMark.get(row.mark) ?? '', row.at]));
}
