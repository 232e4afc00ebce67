import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { mailStop, mailTable } from './tables.ts';

/** Refusals in a row, whatever their reason, after which an address is left alone. */
const IN_A_ROW = 3;

export type MailStop = typeof mailStop.$inferSelect;

/** Addresses are compared without case: no mailbox in use tells apart two that differ by it. */
export function stopKey(address: string): string {
	return address.toLowerCase();
}

/** Why nothing is written to the address any more; null when it may be written to. */
export async function findStop(ctx: Context, address: string): Promise<MailStop | null> {
	const [stop] = await ctx.db
		.select()
		.from(mailStop)
		.where(eq(mailStop.address, stopKey(address)));
	return stop ?? null;
}

/** Every address that is left alone. */
export function listStops(ctx: Context): Promise<MailStop[]> {
	return ctx.db.select().from(mailStop).orderBy(desc(mailStop.since));
}

/**
 * Stops an address that was just refused: at once when the server says that it does not exist or is closed (`gone`), else after three
 * letters in a row. Nothing is stopped twice.
 */
export async function noteRefusal(
	ctx: Context,
	mail: { id: string; toAddress: string; account: string | null },
	{ gone, said }: { gone: boolean; said: string }
): Promise<void> {
	const address = stopKey(mail.toAddress);
	if (!gone && !(await isRefusedInARow(ctx, address))) return;
	await ctx.db
		.insert(mailStop)
		.values({ address, account: mail.account, since: ctx.now, said, mailId: mail.id })
		.onConflictDoNothing();
}

async function isRefusedInARow(ctx: Context, address: string): Promise<boolean> {
	const last = await ctx.db
		.select({ state: mailTable.state })
		.from(mailTable)
		.where(
			and(
				eq(sql`lower(${mailTable.toAddress})`, address),
				inArray(mailTable.state, ['accepted', 'refused'])
			)
		)
		.orderBy(desc(mailTable.createdAt), desc(mailTable.id))
		.limit(IN_A_ROW);
	return last.length === IN_A_ROW && last.every(({ state }) => state === 'refused');
}

/** Lets an address be written to again: it was corrected, its server took a letter, or somebody asks for a new try. */
export async function endStop(ctx: Context, address: string): Promise<void> {
	await ctx.db.delete(mailStop).where(eq(mailStop.address, stopKey(address)));
}
