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

/** Words of a name in the directory, from the shortest to the longest that is looked for. */
const WORDS = { least: 2, most: 5 } as const;

/**
 * Finds in texts the whole name of somebody who was erased, as their fingerprint knows it: the words of a text, of an address or of
 * a code, two to five in a row. Returns the day of the erasure, or undefined; nothing is looked for where nobody was erased.
 * @param borne names of people who are there today, in plain letters: those are theirs
 */
export async function erasedNameFinder(
	ctx: Context,
	borne: () => Promise<ReadonlySet<string>>
): Promise<((text: string) => Date | undefined) | null> {
	const rows = await ctx.db.select({ mark: erased.nameMark, at: erased.at }).from(erased);
	if (rows.length === 0) return null;
	const days = new Map(rows.map((row) => [row.mark, row.at]));
	const others = await borne();
	const known = new Map<string, Date | undefined>();
	const dayOf = (name: string): Date | undefined => {
		if (!known.has(name)) {
			const at = days.get(markOf(ctx, 'name', name));
			known.set(name, at && !others.has(name) ? at : undefined);
		}
		return known.get(name);
	};
	return (text) => {
		for (const words of [wordsOf(text, /[^\p{L}\p{N}'-]+/u), wordsOf(text, /[^\p{L}\p{N}']+/u)])
			for (const start of words.keys())
				for (let count: number = WORDS.least; count <= WORDS.most; count += 1) {
					if (start + count > words.length) break;
					const at = dayOf(words.slice(start, start + count).join(' '));
					if (at) return at;
				}
		return undefined;
	};
}

function wordsOf(text: string, between: RegExp): string[] {
	return plainText(text).split(between).filter(Boolean);
}
