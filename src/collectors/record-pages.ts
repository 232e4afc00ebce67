import { and, inArray, not } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { audienceFilter } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { searchEntry } from '#core/server/tables.ts';
import { kinds, objectKinds } from '#modules/all.ts';

/** A record that is told, and the page that tells it, whoever reads. */
export interface Told {
	kind: string;
	recordId: string;
	path: string;
}

/** Kinds whose records have a page of their own, under which others are read. */
const owners = [...objectKinds.values()].filter(({ within }) => !within).map(({ kind }) => kind);

/**
 * Which of these addresses lead to the page of a record that the actor may not read, or to what is under it: they say that it exists,
 * by its very code, and open nothing. One query for a list.
 */
export async function shutAmong(ctx: Context, paths: readonly string[]): Promise<Set<string>> {
	const pages = new Map(paths.map((path) => [path, pagesAbove(path)]));
	const asked = [...new Set([...pages.values()].flat())];
	if (asked.length === 0) return new Set();
	const shut = await ctx.db
		.selectDistinct({ path: searchEntry.path })
		.from(searchEntry)
		.where(
			and(
				inArray(searchEntry.path, asked),
				inArray(searchEntry.kind, owners),
				not(audienceFilter(ctx, searchEntry.audience))
			)
		);
	const known = new Set(shut.map(({ path }) => path));
	return new Set(paths.filter((path) => pages.get(path)?.some((page) => known.has(page))));
}

/** `/a/b/c?d#e` is under `/a/b/c` and `/a/b`; the first page of a module is of no record. */
function pagesAbove(path: string): string[] {
	const pieces = (path.split(/[?#]/)[0] ?? '').split('/');
	return pieces.slice(2).map((_, index) => pieces.slice(0, index + 3).join('/'));
}

/**
 * The same records with the page where the actor reads each: the one that tells it, else that of the next record it is read with, else
 * none (null). One query for those whose page is open, two more per kind for the others.
 */
export async function withPages<T extends Told>(
	ctx: Context,
	told: readonly T[]
): Promise<(Omit<T, 'path'> & { path: string | null })[]> {
	const shut = await shutAmong(
		ctx,
		told.map(({ path }) => path)
	);
	const elsewhere = new Map<string, string>();
	const lost = told.filter(({ path }) => shut.has(path));
	for (const [kind, own] of Map.groupBy(lost, (one) => one.kind))
		for (const [id, path] of await otherPages(ctx, kind, own)) elsewhere.set(`${kind} ${id}`, path);
	return told.map((one) => ({
		...one,
		path: shut.has(one.path) ? (elsewhere.get(`${one.kind} ${one.recordId}`) ?? null) : one.path
	}));
}

/** By record, the page of the first of those it is read with that the actor may read. */
async function otherPages(
	ctx: Context,
	name: string,
	told: readonly Told[]
): Promise<Map<string, string>> {
	const kind = kinds.find((one) => one.name === name);
	const within = objectKinds.get(name)?.within ?? [];
	const pages = new Map<string, string>();
	if (!kind || within.length === 0) return pages;
	const ids = told.map(({ recordId }) => recordId);
	const rows = await storedRows(ctx, kind, inArray(kind.table.id, ids));
	for (const target of within) {
		const field = Object.keys(kind.columns).find(
			(one) => kind.columns[one]?.type.target === target
		);
		const referred = (row: Row) => String(row[field ?? ''] ?? '');
		const left = rows.filter((row) => !pages.has(String(row['id'])) && referred(row));
		if (left.length === 0) continue;
		const described =
			(await objectKinds.get(target)?.describe(ctx, [...new Set(left.map(referred))])) ?? [];
		const readable = new Map(
			described
				.filter(({ audience }) => mayRead(ctx.actor, audience))
				.map(({ id, path }) => [id, path])
		);
		for (const row of left) {
			const path = readable.get(referred(row));
			if (path) pages.set(String(row['id']), path);
		}
	}
	return pages;
}
