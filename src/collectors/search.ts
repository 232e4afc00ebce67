import { and, asc, count, desc, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { OPERATOR } from '#core/actor.ts';
import type { PartialDate } from '#core/partial-date.ts';
import { listCollectives } from '#core/server/collectives.ts';
import { type Context, within } from '#core/server/context.ts';
import { inCollective, onBeforeCommit } from '#core/server/database.ts';
import { visible } from '#core/server/permissions.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { searchEntry } from '#core/server/tables.ts';
import { takeTurns } from '#core/server/turns.ts';
import { plainText } from '#core/words.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { withPages } from './record-pages.ts';

export interface SearchHit {
	kind: string;
	/** French name of the kind. */
	label: string;
	title: string;
	line: string;
	/** Where the actor reads it; null when it is told on no page that is open to them. */
	path: string | null;
}

const PAGE = 20;

/** A sort of records among those found. */
export interface SearchFacet {
	kind: string;
	/** "Organisations". */
	label: string;
	count: number;
}
export interface SearchResult {
	hits: SearchHit[];
	more: boolean;
	/** How many of each sort, the most numerous first. */
	facets: SearchFacet[];
}

/**
 * Finds records in French: accents, case, ligatures and plurals do not matter, the last word may be unfinished.
 * Only what the actor may read, of one kind if asked; best matches first; one page of twenty.
 */
export async function search(
	ctx: Context,
	query: string,
	page = 1,
	kind?: string
): Promise<SearchResult> {
	const typed = termsOf(query);
	if (!typed) return { hits: [], more: false, facets: [] };
	const current = within(ctx, { withoutArchived: true });
	const found = and(sql`${searchEntry.terms} @@ ${typed}`, visible(current, searchEntry));
	const facets = await ctx.db
		.select({ kind: searchEntry.kind, count: count() })
		.from(searchEntry)
		.where(found)
		.groupBy(searchEntry.kind)
		.orderBy(desc(count()), asc(searchEntry.kind));
	const rows = await ctx.db
		.select({
			kind: searchEntry.kind,
			// With its identifier, so that the trail of readings knows it.
			recordId: searchEntry.recordId,
			title: searchEntry.title,
			line: searchEntry.line,
			path: searchEntry.path
		})
		.from(searchEntry)
		.where(and(found, kind ? eq(searchEntry.kind, kind) : undefined))
		.orderBy(
			sql`ts_rank(${searchEntry.terms}, ${typed}) desc`,
			searchEntry.title,
			searchEntry.recordId
		)
		.offset((page - 1) * PAGE)
		.limit(PAGE + 1);
	return {
		hits: (await withPages(ctx, rows.slice(0, PAGE))).map(({ recordId: _, ...row }) => ({
			...row,
			label: objectKinds.get(row.kind)?.label ?? row.kind
		})),
		more: rows.length > PAGE,
		facets: facets.map((facet) => ({ ...facet, label: pluralOf(facet.kind) }))
	};
}

/** The typed words, and the same with the last one as a beginning ("mobil" finds "mobilité"). */
function termsOf(query: string): SQL | null {
	const words =
		plainText(query)
			.match(/[a-z0-9]+/g)
			?.slice(0, 12) ?? [];
	const last = words.at(-1);
	if (!last) return null;
	if (words.length === 1)
		return sql`(plainto_tsquery('french', ${last}) || to_tsquery('simple', ${`${last}:*`}))`;
	return sql`(plainto_tsquery('french', ${words.join(' ')}) || (plainto_tsquery('french', ${words.slice(0, -1).join(' ')}) && to_tsquery('simple', ${`${last}:*`})))`;
}

function pluralOf(kind: string): string {
	const words = kinds.find((one) => one.name === kind)?.plural ?? kind;
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Refreshes the entries of the records written in this unit of work, and of those they refer to. */
async function refreshSearch(ctx: Context): Promise<void> {
	const wanted = await touchedObjects(ctx);
	// Described after the turn is taken: what others have just written is in it.
	await takeTurns(
		ctx,
		'search',
		[...wanted.values()].flatMap((ids) => [...ids])
	);
	for (const [kind, ids] of wanted) {
		const object = objectKinds.get(kind);
		if (!object?.indexed) continue;
		await indexRecords(ctx, kind, [...ids]);
	}
}

async function indexRecords(ctx: Context, kind: string, ids: string[]): Promise<void> {
	for (let start = 0; start < ids.length; start += 200)
		await replaceEntries(ctx, kind, ids.slice(start, start + 200));
}

onBeforeCommit(refreshSearch);

/**
 * Fills the index of each collective with the kinds that have no entry: a migration that changes who reads empties it, since what a
 * record says to a search comes from its parts too, and a kind may be found since this version only. Two processes that open together
 * fill it once.
 */
export async function fillEmptyIndexes(url?: string): Promise<void> {
	for (const collective of await listCollectives(url))
		await inCollective(
			collective,
			{ actor: OPERATOR, mode: 'write', ...(url ? { url } : {}) },
			async (ctx) => {
				await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtext('fanal-search'))`);
				const filled = await ctx.db.selectDistinct({ kind: searchEntry.kind }).from(searchEntry);
				const found = new Set(filled.map(({ kind }) => kind));
				for (const kind of kinds) {
					if (found.has(kind.name) || !objectKinds.get(kind.name)?.indexed) continue;
					const rows = await ctx.db.select({ id: kind.table.id }).from(kind.table as PgTable);
					await indexRecords(
						ctx,
						kind.name,
						rows.map(({ id }) => String(id))
					);
				}
			}
		);
}

/**
 * A changed role changes what is found of its person: rows that are no object refresh those they refer to. An organisation that is
 * closed changes what its visits say of it: what names a record is refreshed with it.
 */
async function touchedObjects(ctx: Context): Promise<Map<string, Set<string>>> {
	const wanted = new Map<string, Set<string>>();
	const add = (kind: string, id: string) =>
		wanted.set(kind, (wanted.get(kind) ?? new Set<string>()).add(id));
	for (const [name, ids] of ctx.touched) {
		for (const id of ids) add(name, id);
		for (const one of await tellingOf(ctx, name, [...ids])) add(one.kind, one.id);
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

/** Found records that name one of these, and those that are read on their pages: a query per kind. */
async function tellingOf(
	ctx: Context,
	name: string,
	ids: string[]
): Promise<{ kind: string; id: string }[]> {
	const found: { kind: string; id: string }[] = [];
	for (const { kind: own, indexed } of objectKinds.values()) {
		if (!indexed) continue;
		const naming = await rowsNaming(ctx, own, name, ids);
		found.push(...naming.map((id) => ({ kind: own, id })));
		if (naming.length === 0) continue;
		for (const { kind: part, within } of objectKinds.values())
			if (part !== own && within?.includes(own))
				for (const id of await rowsNaming(ctx, part, own, naming)) found.push({ kind: part, id });
	}
	return found;
}

/** Rows of a kind that refer to one of these records, in any of its columns. */
async function rowsNaming(
	ctx: Context,
	name: string,
	target: string,
	ids: string[]
): Promise<string[]> {
	const kind = kinds.find((one) => one.name === name);
	const fields = Object.keys(kind?.columns ?? {}).filter(
		(field) => kind?.columns[field]?.type.target === target
	);
	if (!kind || fields.length === 0) return [];
	const { id } = kind.table;
	const referring = fields.flatMap((field) => {
		const link = kind.links?.[field];
		const column = columnsOf(link?.table ?? kind.table)[link?.target ?? field];
		const owner = link && columnsOf(link.table)[link.owner];
		if (!column) return [];
		if (!link || !owner) return [inArray(column, ids)];
		return [inArray(id, ctx.db.select({ id: owner }).from(link.table).where(inArray(column, ids)))];
	});
	const rows = await ctx.db
		.select({ id })
		.from(kind.table as PgTable)
		.where(or(...referring));
	return rows.map((row) => String(row.id));
}

async function replaceEntries(ctx: Context, kind: string, ids: string[]): Promise<void> {
	const described = (await objectKinds.get(kind)?.describe(ctx, ids)) ?? [];
	const archived = await archivedAmong(ctx, kind, ids);
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
			archivedOn: archived.get(entry.id) ?? null,
			plainTitle: plainText(entry.title),
			plainBody: plainText(`${entry.line} ${entry.text}`)
		}))
	);
}

/** Which of these records were archived, and since when. */
async function archivedAmong(
	ctx: Context,
	name: string,
	ids: string[]
): Promise<Map<string, PartialDate>> {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) return new Map();
	const rows: Record<string, unknown>[] = await ctx.db
		.select()
		.from(kind.table as PgTable)
		.where(and(inArray(kind.table.id, ids), isNotNull(kind.table.archivedOn)));
	return new Map(rows.map((row) => [String(row['id']), row['archivedOn'] as PartialDate])); // not null, as asked
}
