import { asc, eq, isNull } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Recipient } from '#core/server/contract.ts';
import { person } from '#modules/network/index.ts';
import { user } from './tables.ts';

/** Open accounts, whose address their holder has shown to be theirs. */
export async function listRecipients(ctx: Context): Promise<Recipient[]> {
	const rows = await ctx.db
		.select({ user, person: { id: person.id, code: person.code } })
		.from(user)
		.leftJoin(person, eq(person.id, user.personId))
		.where(isNull(user.closedAt))
		.orderBy(asc(user.email), user.id);
	return rows.map(({ user: account, person: holder }) => ({
		account: account.id,
		address: account.email,
		name: account.name,
		person: holder,
		since: account.createdAt
	}));
}
