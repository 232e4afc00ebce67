import { inArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { turnedLetters, turnedNames, turnedPassages } from '../../names.ts';
import { plainText } from '../../words.ts';
import type { Context } from '../context.ts';
import { mark } from '../signed.ts';
import { erased } from './tables.ts';

/** Is the person of this column somebody who was erased? */
export function isErased(id: PgColumn): SQL {
	return sql`EXISTS (SELECT 1 FROM ${erased} WHERE ${erased.personId} = ${id})`;
}

/** Those of these people who were erased. */
export async function erasedAmong(ctx: Context, ids: string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const rows = await ctx.db
		.select({ id: erased.personId })
		.from(erased)
		.where(inArray(erased.personId, ids));
	return new Set(rows.map(({ id }) => id));
}

/** Fingerprint of a code of the directory, which only this installation can make. */
export function markOfCode(ctx: Context, code: string): string {
	return mark('erased code', ctx.collective.code, plainText(code).trim());
}

/**
 * Fingerprints of the names that somebody bore, a blank between: nothing brings them back under a name of before. A name of one word, which
 * is in the texts of anybody, is known when it is the first, theirs of today.
 */
export function marksOfNames(ctx: Context, [today, ...before]: readonly string[]): string {
	const names = [today ?? '', ...before.filter((name) => name.trim().includes(' '))];
	return [...new Set(names.flatMap((name) => marksOf(ctx, name)))].join(' ');
}

/** As the directory writes it, which is all that erasures of before keep, then each of the ways in which an erasure looks for it. */
function marksOf(ctx: Context, name: string): string[] {
	return [writtenMark(ctx, name), ...turnedNames(name).map((one) => lettersMark(ctx, one))];
}

function writtenMark(ctx: Context, name: string): string {
	return mark('erased name', ctx.collective.code, plainText(name).trim());
}

function lettersMark(ctx: Context, letters: string): string {
	return mark('erased name in letters', ctx.collective.code, letters);
}

/** The day when the people of these codes were erased, by code; those who were not are left out. */
export async function codesErasedOn(ctx: Context, codes: string[]): Promise<Map<string, Date>> {
	const byMark = new Map(codes.map((code) => [markOfCode(ctx, code), code]));
	if (byMark.size === 0) return new Map();
	const rows = await ctx.db
		.select({ mark: erased.codeMark, at: erased.at })
		.from(erased)
		.where(inArray(erased.codeMark, [...byMark.keys()]));
	return new Map(rows.map((row) => [byMark.get(row.mark) ?? '', row.at]));
}

/** The day when the people of these names were erased, by name, whatever their letters and their order; others are left out. */
export async function namesErasedOn(ctx: Context, names: string[]): Promise<Map<string, Date>> {
	const days = await daysByMark(ctx);
	if (days.size === 0) return new Map();
	return new Map(
		names.flatMap((name): [string, Date][] => {
			const known = marksOf(ctx, name).find((one) => days.has(one));
			const at = known && days.get(known);
			return at ? [[name, at]] : [];
		})
	);
}

async function daysByMark(ctx: Context): Promise<Map<string, Date>> {
	const rows = await ctx.db.select({ marks: erased.nameMark, at: erased.at }).from(erased);
	return new Map(
		rows.flatMap(({ marks, at }) => marks.split(' ').map((one): [string, Date] => [one, at]))
	);
}

/** Words of a name in the directory, from the shortest to the longest that is looked for as it was written. */
const WORDS = { least: 2, most: 5 } as const;

/**
 * Finds in texts the whole name of somebody who was erased, as their fingerprints know it: the words of a text, of an address or of
 * a code, in a row, compared as the erasure does. Returns the day of the erasure, or undefined; nothing is looked for where nobody
 * was erased.
 * @param borne names of people who are there today: those are theirs
 */
export async function erasedNameFinder(
	ctx: Context,
	borne: () => Promise<readonly string[]>
): Promise<((text: string) => Date | undefined) | null> {
	const days = await daysByMark(ctx);
	if (days.size === 0) return null;
	const theirs = new Set(
		(await borne()).flatMap((name) => marksOf(ctx, name)).filter((one) => days.has(one))
	);
	const known = new Map<string, Date | undefined>();
	const dayOf = (
		text: string,
		marked: (ctx: Context, text: string) => string
	): Date | undefined => {
		const key = `${marked.name} ${text}`;
		if (!known.has(key)) {
			const one = marked(ctx, text);
			known.set(key, theirs.has(one) ? undefined : days.get(one));
		}
		return known.get(key);
	};
	return (text) => {
		for (const letters of turnedPassages(text)) {
			const at = dayOf(letters, lettersMark);
			if (at) return at;
		}
		for (const passage of writtenPassages(text)) {
			const at = dayOf(passage, writtenMark) ?? dayOf(turnedLetters(passage), lettersMark);
			if (at) return at;
		}
		return undefined;
	};
}

/** Two to five words in a row, as they are written. */
function* writtenPassages(text: string): Generator<string> {
	for (const words of [wordsOf(text, /[^\p{L}\p{N}'-]+/u), wordsOf(text, /[^\p{L}\p{N}']+/u)])
		for (const start of words.keys())
			for (let count: number = WORDS.least; count <= WORDS.most; count += 1) {
				if (start + count > words.length) break;
				yield words.slice(start, start + count).join(' ');
			}
}

function wordsOf(text: string, between: RegExp): string[] {
	return plainText(text).split(between).filter(Boolean);
}
