import { and, desc, eq, gte, inArray, isNull, like, lt, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Audience } from '../../vocabulary.ts';
import { readingGround, type PersonActor } from '../../actor.ts';
import type { Context } from '../context.ts';
import { audienceFilter } from '../permissions.ts';
import { opening } from './tables.ts';

export type Opening = typeof opening.$inferSelect;

/** A record kept to few that somebody opens. */
export interface Opened {
	kind: string;
	/** Null for more records at once than are told one by one: a table taken away. */
	recordId: string | null;
	audience: Audience;
	/** French: "la fiche". */
	what: string;
}

/** Rows of records whose openings are noted: those of the board and of the council, and those of named people (confidential follow-up). */
export function watched(column: PgColumn): SQL {
	return sql`(${inArray(column, [...WATCHED])} OR ${like(column, 'people:%')})`;
}

const WATCHED: readonly Audience[] = ['board', 'council'];

/** Who reads: the account or the link that they hold, their name, and what lets them read records of an audience, in French. */
export interface Reader {
	account: string;
	name: string;
	actingAs: (audience: Audience) => string;
}

/** Somebody signed in, as a reader: under their own name, whoever they look as. */
export function readerOf(actor: PersonActor): Reader {
	return {
		account: actor.account,
		name: actor.viewer ?? actor.name,
		actingAs: (audience) => actingAs(actor, readingGround(actor, audience) ?? 'sans rôle')
	};
}

/** Notes that somebody opened records; each once per hour and per way of opening. */
export async function noteOpenings(
	ctx: Context,
	{ account, name, actingAs: ground }: Reader,
	opened: readonly Opened[]
): Promise<void> {
	if (opened.length === 0) return;
	await ctx.db
		.insert(opening)
		.values(
			opened.map((one) => ({
				at: ctx.now,
				hour: ctx.now.toISOString().slice(0, 13),
				account,
				name,
				actingAs: ground(one.audience),
				...one
			}))
		)
		.onConflictDoNothing();
}

/** In what quality they read: their role, in whose name they work, or through whose eyes they look. */
function actingAs({ seeingAs, onBehalfOf }: PersonActor, role: string): string {
	if (seeingAs) return `en voyant le site comme ${seeingAs}, qui ${role}`;
	return onBehalfOf ? `${role} ; au nom de ${onBehalfOf}` : role;
}

/** Who opened a record, or took away a table of its kind and of its readers, the last first. */
export async function openingsOf(
	ctx: Context,
	record: { kind: string; recordId: string; audience: Audience },
	limit: number
) {
	return ctx.db
		.select()
		.from(opening)
		.where(
			and(
				eq(opening.kind, record.kind),
				or(
					eq(opening.recordId, record.recordId),
					and(isNull(opening.recordId), eq(opening.audience, record.audience))
				)
			)
		)
		.orderBy(desc(opening.at))
		.limit(limit);
}

/** Openings of a month (`2024-03`), of these ways or of all, the last first; those of records that the reader may not read are told without them. */
export async function listOpenings(
	ctx: Context,
	month: string,
	{ page, size, ways }: { page: number; size: number; ways?: readonly string[] | undefined }
): Promise<(Opening & { isReadable: boolean })[]> {
	const from = new Date(`${month}-01T00:00:00Z`);
	const until = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
	const inMonth = and(gte(opening.at, from), lt(opening.at, until));
	const asked = ways ? and(inMonth, inArray(opening.what, [...ways])) : inMonth;
	const rows = await ctx.db
		.select()
		.from(opening)
		.where(asked)
		.orderBy(desc(opening.at), desc(opening.id))
		.offset((page - 1) * size)
		.limit(size + 1);
	const readable = await ctx.db
		.select({ id: opening.id })
		.from(opening)
		.where(and(asked, audienceFilter(ctx, opening.audience)));
	const ids = new Set(readable.map((one) => one.id));
	return rows.map((one) => ({ ...one, isReadable: ids.has(one.id) }));
}
