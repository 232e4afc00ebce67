import { createHmac } from 'node:crypto';
import { inArray, lt, sql } from 'drizzle-orm';
import { Refused } from '#core/errors.ts';
import { PUBLIC } from '#core/actor.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { secretFor } from '#core/server/secret.ts';
import { networkOf } from '#core/server/visitor.ts';
import { counted } from '#core/words.ts';
import { LIMIT_MINUTES, LIMITS, UNKNOWN_ADDRESS_FACTOR, type CountedDoor } from '../rules.ts';
import { attempt } from './tables.ts';

/** Who tries a door: from where, and on which account (its address, or its identifier). */
export interface Trier {
	address: string | null;
	account?: string;
}

/**
 * Counts one more attempt at a door, by address and by account, whether the account exists or not. Refuses, saying how long
 * to wait, past the limit. A unit of work of its own: a failed attempt counts too.
 */
export async function countAttempt(
	collective: Collective,
	door: CountedDoor,
	trier: Trier
): Promise<void> {
	const wait = await inCollective(collective, { actor: PUBLIC, mode: 'write' }, (ctx) =>
		minutesToWait(ctx, door, trier)
	);
	if (wait > 0) throw tooMany(door, wait);
}

/**
 * Counts one more act of an account within its own unit of work: what is refused for another reason counts nothing. Refuses past the
 * limit. Acts of the console are not counted.
 */
export async function countAct(ctx: Context, door: CountedDoor): Promise<void> {
	if (ctx.actor.kind !== 'person') return;
	const wait = await waitFor(ctx, keyOf(door, 'account', ctx.actor.account), LIMITS[door].account);
	if (wait > 0) throw tooMany(door, wait);
}

async function minutesToWait(ctx: Context, door: CountedDoor, trier: Trier): Promise<number> {
	const { account, address } = LIMITS[door];
	await ctx.db.delete(attempt).where(lt(attempt.until, ctx.now));
	const addressLimit = trier.address === null ? address * UNKNOWN_ADDRESS_FACTOR : address;
	const minutes = [
		await waitFor(ctx, keyOf(door, 'address', networkOf(trier.address)), addressLimit),
		trier.account === undefined
			? 0
			: await waitFor(ctx, keyOf(door, 'account', trier.account), account)
	];
	return Math.max(...minutes);
}

/** Forgets the failed attempts on an account: its holder has just come in. */
export async function forgiveAttempts(
	ctx: Context,
	door: CountedDoor,
	account: string
): Promise<void> {
	const keys = [keyOf(door, 'account', account)];
	await ctx.db.delete(attempt).where(inArray(attempt.key, keys));
}

/** True the first time within the minutes: a code seen once does not open twice. */
export async function isFirstUse(ctx: Context, what: string, minutes: number): Promise<boolean> {
	return (await countKey(ctx, keyOf('code', 'used', what), minutes)).count === 1;
}

async function waitFor(ctx: Context, key: string, limit: number): Promise<number> {
	const { count, until } = await countKey(ctx, key, LIMIT_MINUTES);
	return count > limit ? Math.max(1, Math.ceil((until.getTime() - ctx.now.getTime()) / 60_000)) : 0;
}

/** One statement: two attempts at the same instant are two. */
async function countKey(ctx: Context, key: string, minutes: number) {
	const until = new Date(ctx.now.getTime() + minutes * 60_000);
	const isOver = sql`${attempt.until} <= ${ctx.now.toISOString()}::timestamptz`;
	const [row] = await ctx.db
		.insert(attempt)
		.values({ key, count: 1, until })
		.onConflictDoUpdate({
			target: attempt.key,
			set: {
				count: sql`CASE WHEN ${isOver} THEN 1 ELSE ${attempt.count} + 1 END`,
				until: sql`CASE WHEN ${isOver} THEN ${until.toISOString()}::timestamptz ELSE ${attempt.until} END`
			}
		})
		.returning({ count: attempt.count, until: attempt.until });
	if (!row) throw new Error('an attempt was just counted and is not there');
	return row;
}

/** A fingerprint: the table names nobody and no machine. */
function keyOf(door: CountedDoor, by: 'account' | 'address' | 'used', value: string): string {
	const text = `${door} ${by} ${value}`;
	return createHmac('sha256', secretFor('attempts')).update(text).digest('base64url');
}

function tooMany(door: CountedDoor, minutes: number): Refused {
	const wait = `Trop d’essais : réessayez dans ${counted(minutes, 'minute')}.`;
	const advice: Partial<Record<CountedDoor, string>> = {
		password: ' Vous pouvez entrer tout de suite par un lien reçu par courriel.',
		invite: ' Les invitations déjà envoyées restent valables.',
		link: ' Les liens déjà envoyés restent valables : regardez vos messages.'
	};
	return new Refused('invalid', [
		{ code: 'too-many-attempts', message: `${wait}${advice[door] ?? ''}` }
	]);
}
