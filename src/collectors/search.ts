import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { onBeforeCommit } from '#core/server/database.ts';
import { visible } from '#core/server/permissions.ts';
import { searchEntry } from '#core/server/tables.ts';
import { plainText } from '#core/words.ts';
import { kinds, objectKinds } from '#modules/all.ts';

export interface SearchHit {
	kind: string;
	/** French name of the kind. */
	label: string;
	title: string;
	line: string;
	path: string;
}

const PAGE = 20;

/**
 * Finds records in French: accents, case, ligatures and plurals do not matter, the last word may be unfinished.
 * Only what the actor may read; best matches first; one page of twenty.
 */
export async function search(
	ctx: Context,
	query: string,
	page = 1
): Promise<{ hits: SearchHit[]; more: boolean }> {
	const words =
		plainText(query)
			.match(/[a-z0-9]+/g)
			?.slice(0, 12) ?? [];
	const last = words.at(-1);
	if (!last) return { hits: [], more: false };
	// The typed words, and the same with the last one as a beginning ("mobil" finds "mobilité").
	const wanted = sql`(plainto_tsquery('french', ${words.join(' ')}) || (plainto_tsquery('french', ${words.slice(0, -1).join(' ')}) && to_tsquery('simple', ${`${last}:*`})))`;
	const typed =
		words.length === 1
			? sql`(plainto_tsquery('french', ${last}) || to_tsquery('simple', ${`${last}:*`}))`
			: wanted;
	const rows = await ctx.db
		.select({
			kind: searchEntry.kind,
			title: searchEntry.title,
			line: searchEntry.line,
			path: searchEntry.path
		})
		.from(searchEntry)
		.where(and(sql`${searchEntry.terms} @@ ${typed}`, visible(ctx, searchEntry)))
		.orderBy(
			sql`ts_rank(${searchEntry.terms}, ${typed}) desc`,
			searchEntry.title,
			searchEntry.recordId
		)
		.offset((page - 1) * PAGE)
		.limit(PAGE + 1);
	return {
		hits: rows
			.slice(0, PAGE)
			.map((row) => ({ ...row, label: objectKinds.get(row.kind)?.label ?? row.kind })),
		more: rows.length > PAGE
	};
}

/** Refreshes the entries of the records written in this unit of work, and of those they refer to. */
async function refreshSearch(ctx: Context): Promise<void> {
	const wanted = await touchedObjects(ctx);
	for (const [kind, ids] of wanted) {
		const object = objectKinds.get(kind);
		if (!object?.indexed) continue;
		const list = [...ids];
		for (let start = 0; start < list.length; start += 200) {
			await replaceEntries(ctx, kind, list.slice(start, start + 200));
		}
	}
}

onBeforeCommit(refreshSearch);

/** A changed role changes what is found of its person: rows that are no object refresh those they refer to. */
async function touchedObjects(ctx: Context): Promise<Map<string, Set<string>>> {
	const wanted = new Map<string, Set<string>>();
	const add = (kind: string, id: string) =>
		wanted.set(kind, (wanted.get(kind) ?? new Set<string>()).add(id));
	for (const [name, ids] of ctx.touched) {
		for (const id of ids) add(name, id);
		const kind = kinds.find((one) => one.name === name);
		if (!kind) continue;
		const references = Object.entries(kind.columns).flatMap(([field, column]) =>
			column.type.target && !column.type.many && objectKinds.get(column.type.target)?.indexed
				? [{ field, target: column.type.target }]
				: []
		);
		if (references.length === 0) continue;
		const rows: Record<string, unknown>[] = await ctx.db
			.select()
			.from(kind.table)
			.where(inArray(kind.table.id, [...ids]));
		for (const row of rows) {
			for (const { field, target } of references) {
				const value = row[field];
				if (typeof value === 'string') add(target, value);
			}
		}
	}
	return wanted;
}

async function replaceEntries(ctx: Context, kind: string, ids: string[]): Promise<void> {
	const described = (await objectKinds.get(kind)?.describe(ctx, ids)) ?? [];
	await ctx.db
		.delete(searchEntry)
		.where(and(eq(searchEntry.kind, kind), inArray(searchEntry.recordId, ids)));
	if (described.length === 0) return;
	await ctx.db.insert(searchEntry).values(
		described.map((entry) => ({
			kind,
			recordId: entry.id,
			title: entry.title,
			line: entry.line,
			path: entry.path,
			audience: entry.audience,
			plainTitle: plainText(entry.title),
			plainBody: plainText(`${entry.line} ${entry.text}`)
		}))
	);
}
