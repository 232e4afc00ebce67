import { createHmac } from 'node:crypto';
import { ne, sql } from 'drizzle-orm';
import type { Actor } from '../../actor.ts';
import { DAY_LIMIT, formatSize } from '../../files.ts';
import type { Context } from '../context.ts';
import { secretFor } from '../secret.ts';
import { fileIntake } from './tables.ts';

/**
 * Counts a file that somebody hands in, by its bytes, within the unit of work that keeps it: what is refused for another reason counts
 * nothing. Returns why it is one too many for the day, a French reason that ends « le fichier “x” … »; null when it is not. The console is not counted.
 */
export async function countHandedIn(ctx: Context, size: number): Promise<string | null> {
	if (ctx.actor.kind === 'operator') return null;
	const [today] = await ctx.db
		.insert(fileIntake)
		.values({ giver: giverOf(ctx, ctx.actor), day: ctx.today, size, files: 1 })
		.onConflictDoUpdate({
			target: fileIntake.giver,
			set: { size: sql`${fileIntake.size} + ${size}`, files: sql`${fileIntake.files} + 1` }
		})
		.returning({ size: fileIntake.size, files: fileIntake.files });
	if (!today || (today.size <= DAY_LIMIT.bytes && today.files <= DAY_LIMIT.files)) return null;
	const left = formatSize(Math.max(0, DAY_LIMIT.bytes - (today.size - size)));
	return `dépasse ce qu’une personne dépose en un jour (${formatSize(DAY_LIMIT.bytes)}, ou ${String(DAY_LIMIT.files)} fichiers ; il vous reste ${left}) : déposez-le demain, ou gardez-le ailleurs et donnez son adresse`;
}

/** Forgets what was counted on other days. */
export async function forgetIntake(ctx: Context): Promise<void> {
	await ctx.db.delete(fileIntake).where(ne(fileIntake.day, ctx.today));
}

/** A fingerprint of the day: the table names nobody, and two days are not joined. Guests, if they may hand in, share one count. */
function giverOf({ collective, today }: Context, actor: Actor): string {
	const who = actor.kind === 'person' ? actor.account : actor.kind;
	return createHmac('sha256', secretFor('file-intake'))
		.update(JSON.stringify([collective.code, today, who]))
		.digest('base64url');
}
