import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or } from 'drizzle-orm';
import { mayRead, type PersonActor } from '#core/actor.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import { type Context, within } from '#core/server/context.ts';
import type { Recipient } from '#core/server/contract.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { List, Rhythms } from '#core/server/mail/rhythms.ts';
import { audienceFilter, visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds } from '#modules/all.ts';
import { withPages } from '../record-pages.ts';
import { datesOf } from './dated.ts';

/** Something that happened to a record that the reader may read, and the list it is told in. */
export interface Change {
	at: Date;
	/** `meeting.created`. */
	event: string;
	title: string;
	/** Where the reader reads it; none when no page that is open to them tells it. */
	path: string | undefined;
	/** When the record itself is, in French: a meeting told in November may be in December. */
	dates: string | null;
	list: List;
	/** The record, and the one on whose page it is read. */
	about: { kind: string; recordId: string }[];
}

/** Lines of the journal looked at for one reader: more is told as it is, without the oldest. */
const MOST = 5000;
const TOLD = ['created', 'changed'];

interface Line {
	at: Date;
	event: string;
	kind: AnyKind;
	recordId: string;
	imported: boolean;
}

/** The reader of a digest, as the policy sees them. */
export interface Reader {
	recipient: Recipient;
	actor: PersonActor;
	rhythms: Rhythms;
}

/**
 * What happened after `from` and until `to`, oldest first, each record once: by somebody else, on a record that the reader may
 * read today, and whose line of the journal they could read too.
 */
export async function changesFor(
	ctx: Context,
	reader: Reader,
	{ from, to }: { from: Date; to: Date }
): Promise<Change[]> {
	const seen: Context = within(ctx, { actor: reader.actor });
	const lines = await linesFor(seen, reader, from, to);
	const changes: Change[] = [];
	for (const [kind, own] of Map.groupBy(lines, (line) => line.kind)) {
		const ids = [...new Set(own.map((line) => line.recordId))];
		const rows = (await storedRows(ctx, kind, inArray(kind.table.id, ids))).filter(
			(row) => mayRead(reader.actor, row['audience'] as Audience) // every record table has that column
		);
		const placed = await placesOf(seen, kind, rows, reader);
		for (const line of own) {
			const place = placed.get(line.recordId);
			const list = place && listOf(place, line, reader.rhythms);
			if (place && list)
				changes.push({
					at: line.at,
					event: line.event,
					list,
					dates: place.dates,
					about: place.about,
					...place.page
				});
		}
	}
	return changes.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Journal lines that the reader may read and did not write, one per record: its creation rather than a change. */
async function linesFor(ctx: Context, reader: Reader, from: Date, to: Date): Promise<Line[]> {
	const rows = await ctx.db
		.select({
			at: journal.at,
			event: journal.event,
			kind: journal.kind,
			recordId: journal.recordId,
			importId: journal.importId
		})
		.from(journal)
		.where(
			and(
				isNotNull(journal.recordId),
				gt(journal.at, from),
				lte(journal.at, to),
				or(isNull(journal.account), ne(journal.account, reader.recipient.account)),
				audienceFilter(ctx, journal.audience)
			)
		)
		.orderBy(desc(journal.at), desc(journal.id))
		.limit(MOST);
	const firsts = new Map<string, Line>();
	for (const { at, event, kind: name, recordId, importId } of rows.reverse()) {
		const kind = kinds.find((one) => one.name === name);
		const verb = event.split('.')[1] ?? '';
		if (!kind || !recordId || !TOLD.includes(verb)) continue;
		const key = `${kind.name} ${recordId}`;
		const known = firsts.get(key);
		firsts.set(key, {
			at,
			event: known?.event.endsWith('.created') ? known.event : event,
			kind,
			recordId,
			imported: importId !== null
		});
	}
	return [...firsts.values()];
}

/** Where a row is read, and whose it is. */
interface Place {
	page: { title: string; path: string | undefined };
	about: Change['about'];
	dates: string | null;
	/** It has a page of its own; a row told on the page of another record interests who is named in it. */
	own: boolean;
	named: boolean;
	groups: string[];
}

async function placesOf(
	ctx: Context,
	kind: AnyKind,
	rows: Row[],
	{ recipient, actor }: Reader
): Promise<Map<string, Place>> {
	const belongings = await belongingsOf(ctx, kind, rows);
	const mine = new Map(
		actor.grants.flatMap(({ scope }) => (scope?.kind === 'group' ? [[scope.id, scope.code]] : []))
	);
	const parent = parentColumn(kind);
	const pages = await pagesOf(
		ctx,
		kind.name,
		rows.map((row) => String(row['id']))
	);
	const others = parent ? await pagesOf(ctx, parent.target, valuesOf(rows, parent.field)) : null;
	const places = new Map<string, Place>();
	rows.forEach((row, index) => {
		const id = String(row['id']);
		const own = pages.get(id);
		const page = own ?? others?.get(String(row[parent?.field ?? '']));
		if (!page) return;
		const groups = [...(belongings[index]?.groups ?? []), ...referredTo(kind, row, 'group')];
		const within =
			own || !parent ? [] : [{ kind: parent.target, recordId: String(row[parent.field]) }];
		places.set(id, {
			page,
			about: [{ kind: kind.name, recordId: id }, ...within],
			dates: datesOf(kind, row),
			own: own !== undefined,
			named:
				recipient.person !== null && referredTo(kind, row, 'person').includes(recipient.person.id),
			groups: [...new Set(groups)].flatMap((group) => mine.get(group) ?? [])
		});
	});
	return places;
}

/** Identifiers of a kind that a row holds, itself included. */
function referredTo(kind: AnyKind, row: Row, target: string): string[] {
	const own = kind.name === target ? [String(row['id'])] : [];
	return Object.entries(kind.columns).reduce((ids, [field, column]) => {
		const value = row[field];
		return column.type.target === target && typeof value === 'string' ? [...ids, value] : ids;
	}, own);
}

/** The record on whose page a row without one is read: what it is a part of, else what it refers to first. */
function parentColumn(kind: AnyKind): { field: string; target: string } | undefined {
	const references = Object.entries(kind.columns).flatMap(([field, { type }]) =>
		type.target && !type.many ? [{ field, target: type.target }] : []
	);
	return (
		references.find(({ field }) => field === kind.belongs?.through?.field) ??
		references.find(({ target }) => target !== 'person') ??
		references[0]
	);
}

function valuesOf(rows: Row[], field: string): string[] {
	return rows.flatMap((row) => {
		const value = row[field];
		return typeof value === 'string' ? [value] : [];
	});
}

/** Pages of records, by identifier; of those that the actor of the context may read. */
async function pagesOf(ctx: Context, kind: string, ids: string[]) {
	const rows =
		ids.length === 0
			? []
			: await ctx.db
					.select({
						kind: searchEntry.kind,
						recordId: searchEntry.recordId,
						title: searchEntry.title,
						path: searchEntry.path
					})
					.from(searchEntry)
					.where(
						and(
							eq(searchEntry.kind, kind),
							inArray(searchEntry.recordId, ids),
							visible(ctx, searchEntry)
						)
					);
	return new Map(
		(await withPages(ctx, rows)).map(({ recordId, title, path }) => [
			recordId,
			{ title, path: path ?? undefined }
		])
	);
}

const QUICKNESS = ['immediate', 'daily', 'weekly', 'monthly', 'none'] as const;

/** One list per change: by name, else by the group that wants it soonest, else with everything else. */
function listOf(place: Place, line: Line, rhythms: Rhythms): List | null {
	// An import names dozens of people at once: it is told with everything else.
	if (place.named && !line.imported) return 'named';
	if (!place.own) return null;
	const lists = place.groups.map((code): List => `group:${code}`);
	const rank = (list: List) => QUICKNESS.indexOf(rhythms.of(list));
	return lists.sort((a, b) => rank(a) - rank(b))[0] ?? 'all';
}
