import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { boundsOf } from '#core/partial-date.ts';
import { audienceFilter, visible } from '#core/server/permissions.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import { kinds, modules } from '#modules/all.ts';

export interface Change {
	at: string;
	actor: string;
	/** "Organisation créée". */
	sentence: string;
	title: string;
	path: string;
}

/** Last changes of records that have a page and that the actor may read, newest first, one per record. */
export async function listChanges(ctx: Context, limit: number): Promise<Change[]> {
	const rows = await ctx.db
		.select({
			at: journal.at,
			actor: journal.actor,
			event: journal.event,
			kind: journal.kind,
			recordId: journal.recordId,
			title: searchEntry.title,
			path: searchEntry.path
		})
		.from(journal)
		.innerJoin(
			searchEntry,
			and(eq(searchEntry.kind, journal.kind), eq(searchEntry.recordId, journal.recordId))
		)
		.where(
			and(
				isNotNull(journal.recordId),
				visible(ctx, searchEntry),
				audienceFilter(ctx, journal.audience)
			)
		)
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(limit * 3);
	const seen = new Set<string>();
	return rows
		.filter((row) => !seen.has(row.path) && seen.add(row.path))
		.slice(0, limit)
		.map((row) => ({
			at: row.at.toISOString(),
			actor: row.actor,
			sentence: sentenceOf(row.event),
			title: row.title,
			path: row.path
		}));
}

/** What waits for somebody, the oldest due date first. */
export async function listWaiting(ctx: Context, limit: number): Promise<WaitingItem[]> {
	const items: WaitingItem[] = [];
	for (const one of modules) items.push(...((await one.waiting?.(ctx)) ?? []));
	const due = (item: WaitingItem) => (item.date ? boundsOf(item.date).last : '9999');
	return items.sort((a, b) => due(a).localeCompare(due(b))).slice(0, limit);
}

function sentenceOf(event: string): string {
	const [name, verb] = event.split('.');
	const kind = kinds.find((one) => one.name === name);
	if (!kind) return event;
	const past = verb === 'created' ? 'créé' : 'modifié';
	const noun = kind.singular.charAt(0).toUpperCase() + kind.singular.slice(1);
	return `${noun} ${past}${kind.feminine ? 'e' : ''}`;
}
