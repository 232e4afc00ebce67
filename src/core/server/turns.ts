import { sql } from 'drizzle-orm';
import type { Context } from './context.ts';

/**
 * What people do at once to one record, and must do one after the other. `parts`: many may write parts of a record at a time, none of them
 * while it is being closed. `search`: what a search finds of it is written by one at a time. `undo`: what was removed comes back once.
 * `administration`: somebody always holds it.
 */
type Turn = 'parts' | 'search' | 'undo' | 'administration';

/** Locks of one turn in one collective: an import takes all of them at most, records that share one wait for each other a little. */
const LOCKS = 256;

/**
 * Waits until nobody else has the turn of one of these records, and holds it until the end of the unit of work. What was read before
 * may be over: what depends on it is read after.
 * @param mode `alone`, or `together` with others who ask so
 */
export async function takeTurns(
	{ db }: Context,
	turn: Turn,
	ids: Iterable<string>,
	mode: 'alone' | 'together' = 'alone'
): Promise<void> {
	const locks = [...new Set([...ids].map(lockOf))].sort((a, b) => a - b);
	if (locks.length === 0) return;
	const take = sql.raw(mode === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
	// In one order for all: two who want the same ones do not wait for each other.
	await db.execute(
		sql`SELECT ${take}(hashtext(current_schema() || ${` ${turn}`}), lock) FROM unnest(${sql.param(locks)}::int[]) lock`
	);
}

/** The end of a UUID is drawn by chance (RFC 9562). */
const lockOf = (id: string) => parseInt(id.slice(-4), 16) % LOCKS || 0;
