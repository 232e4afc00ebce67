import { and, desc, eq, gte, lt } from 'drizzle-orm';
import { peopleOfAudience, type Audience } from '../../vocabulary.ts';
import type { PersonActor } from '../../actor.ts';
import type { Context } from '../context.ts';
import { audienceFilter } from '../permissions.ts';
import { opening } from './tables.ts';

export type Opening = typeof opening.$inferSelect;

/** A record kept to few that somebody opens. */
export interface Opened {
	kind: string;
	/** Null for a file of many records. */
	recordId: string | null;
	audience: Audience;
	/** French: "la fiche". */
	what: string;
}

/** Records whose openings are noted: those of the board, and those of named people (confidential follow-up). */
export function isWatched(audience: Audience): boolean {
	return audience === 'board' || audience === 'council' || peopleOfAudience(audience).length > 0;
}

/** Notes that somebody opened a record; once per hour. */
export async function noteOpening(ctx: Context, actor: PersonActor, one: Opened): Promise<void> {
	const roles = [...new Set(actor.grants.map((grant) => grant.because))];
	const role =
		peopleOfAudience(one.audience).length > 0 ? 'personne nommée' : (roles[0] ?? 'sans rôle');
	await ctx.db
		.insert(opening)
		.values({
			at: ctx.now,
			hour: ctx.now.toISOString().slice(0, 13),
			account: actor.account,
			name: actor.viewer ?? actor.name,
			actingAs: actingAs(actor, role),
			...one
		})
		.onConflictDoNothing();
}

/** In what quality they read: their role, in whose name they work, or through whose eyes they look. */
function actingAs({ seeingAs, onBehalfOf }: PersonActor, role: string): string {
	if (seeingAs) return `en voyant le site comme ${seeingAs}, qui ${role}`;
	return onBehalfOf ? `${role} ; au nom de ${onBehalfOf}` : role;
}

/** Who opened a record, the last first. */
export async function openingsOf(ctx: Context, kind: string, recordId: string, limit: number) {
	return ctx.db
		.select()
		.from(opening)
		.where(and(eq(opening.kind, kind), eq(opening.recordId, recordId)))
		.orderBy(desc(opening.at))
		.limit(limit);
}

/** Openings of a month (`2024-03`), the last first; those of records that the reader may not read are told without them. */
export async function listOpenings(
	ctx: Context,
	month: string,
	{ page, size }: { page: number; size: number }
): Promise<(Opening & { isReadable: boolean })[]> {
	const from = new Date(`${month}-01T00:00:00Z`);
	const until = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
	const rows = await ctx.db
		.select()
		.from(opening)
		.where(and(gte(opening.at, from), lt(opening.at, until)))
		.orderBy(desc(opening.at), desc(opening.id))
		.offset((page - 1) * size)
		.limit(size + 1);
	const readable = await ctx.db
		.select({ id: opening.id })
		.from(opening)
		.where(
			and(gte(opening.at, from), lt(opening.at, until), audienceFilter(ctx, opening.audience))
		);
	const ids = new Set(readable.map((one) => one.id));
	return rows.map((one) => ({ ...one, isReadable: ids.has(one.id) }));
}
