import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { boundsOf } from '#core/partial-date.ts';
import { audienceFilter, visible } from '#core/server/permissions.ts';
import { noteRead } from '#core/server/privacy/reads.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import { modules } from '#modules/all.ts';
import { opennessWaiting } from './openness.ts';
import { withPages } from './record-pages.ts';
import { sentenceOf } from './told-events.ts';

/** Records of one kind written by one act, the first of them named. */
export interface ChangedKind {
	/** "Organisation créée", "20 organisations créées". */
	sentence: string;
	count: number;
	named: { title: string; path: string | null }[];
}
/** One act: an import, a form. */
export interface Act {
	at: string;
	actor: string;
	changes: ChangedKind[];
}

/** Lines of the journal that are looked at: what changed lately, whatever its size. */
const RECENT = 4000;
const NAMED = 3;

/** Last acts on records that have a page and that the actor may read, newest first; an import is one act. */
export async function listActs(ctx: Context, limit: number): Promise<Act[]> {
	const recent = ctx.db
		.select({
			id: journal.id,
			at: journal.at,
			actor: journal.actor,
			event: journal.event,
			kind: journal.kind,
			recordId: journal.recordId
		})
		.from(journal)
		.where(and(isNotNull(journal.recordId), audienceFilter(ctx, journal.audience)))
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(RECENT)
		.as('recent');
	const rows = await ctx.db
		.select({
			at: recent.at,
			actor: recent.actor,
			event: recent.event,
			count: sql<number>`count(*)::int`,
			kind: recent.kind,
			named: sql<
				{ id: string; title: string; path: string }[]
			>`(array_agg(jsonb_build_object('id', ${recent.recordId}, 'title', ${searchEntry.title}, 'path', ${searchEntry.path}) order by ${recent.id}))[1:${sql.raw(String(NAMED))}]`
		})
		.from(recent)
		.innerJoin(
			searchEntry,
			and(eq(searchEntry.kind, recent.kind), eq(searchEntry.recordId, recent.recordId))
		)
		.where(visible(ctx, searchEntry))
		.groupBy(recent.at, recent.actor, recent.event, recent.kind)
		.orderBy(desc(recent.at), asc(sql`min(${recent.id}::text)`))
		.limit(limit * 20);
	for (const { kind, named } of rows)
		for (const { id, title } of named) noteRead(ctx.actor, kind ?? '', id, [title]);
	const told = rows.flatMap(({ kind, named }) =>
		named.map(({ id, ...one }) => ({ ...one, kind: kind ?? '', recordId: id }))
	);
	const pages = new Map(
		(await withPages(ctx, told)).map(({ kind, recordId, path }) => [`${kind} ${recordId}`, path])
	);
	const acts = Map.groupBy(rows, (row) => `${row.at.toISOString()} ${row.actor}`);
	return [...acts.values()].slice(0, limit).flatMap(([first, ...others]) =>
		first
			? [
					{
						at: first.at.toISOString(),
						actor: first.actor,
						changes: [first, ...others].map(({ event, count, kind, named }) => ({
							sentence: sentenceOf(event, count),
							count,
							named: named.map(({ id, title }) => ({
								title,
								path: pages.get(`${kind ?? ''} ${id}`) ?? null
							}))
						}))
					}
				]
			: []
	);
}

/** Things that wait for the same reason. */
export interface WaitingReason {
	/** "Tenue, sans compte rendu". */
	because: string;
	/** How many they are: "3"; "20 ou plus" where modules list no further. */
	total: string;
	items: WaitingItem[];
}

/** Things that a module lists for one reason, at most. */
const MOST_WAITING = 20;

/** What waits for somebody, reason by reason, the oldest due date first. */
export async function listWaiting(ctx: Context): Promise<WaitingReason[]> {
	const items: WaitingItem[] = [];
	items.push(...(await opennessWaiting(ctx)));
	for (const one of modules) items.push(...((await one.waiting?.(ctx)) ?? []));
	const due = (item: WaitingItem) => (item.date ? boundsOf(item.date).last : '9999');
	items.sort((a, b) => due(a).localeCompare(due(b)));
	return [...Map.groupBy(items, (item) => item.because)].map(([because, own]) => ({
		because: because.charAt(0).toUpperCase() + because.slice(1),
		total: own.length < MOST_WAITING ? String(own.length) : `${String(own.length)} ou plus`,
		items: own
	}));
}
