import { asc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Job, Recipient } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { person } from '#modules/network/index.ts';
import { SESSION_DAYS } from '../rules.ts';
import { attempt, session, user, verification } from './tables.ts';

/** Open accounts, whose address their holder has shown to be theirs. */
export async function listRecipients(ctx: Context): Promise<Recipient[]> {
	const rows = await ctx.db
		.select({ user, person: { id: person.id, code: person.code } })
		.from(user)
		.leftJoin(person, eq(person.id, user.personId))
		.where(isNull(user.closedAt))
		.orderBy(asc(user.email));
	return rows.map(({ user: account, person: holder }) => ({
		account: account.id,
		address: account.email,
		name: account.name,
		person: holder,
		since: account.createdAt
	}));
}

/** What is over is not kept: sessions hold an address of the internet, challenges an address of mail. */
export const forgetting: Job = {
	id: 'accounts.forget',
	label: 'Oublier les sessions, les liens et les essais qui sont finis',
	every: 'day',
	from: '03:00',
	run: async (ctx) => {
		// The library keeps the clock of the machine, which a demonstration does not.
		const now = new Date();
		const oldest = new Date(now.getTime() - SESSION_DAYS * 86_400_000);
		const sessions = await ctx.db
			.delete(session)
			.where(or(lt(session.expiresAt, now), lt(session.createdAt, oldest)))
			.returning({ id: session.id });
		const handed = await ctx.db
			.delete(verification)
			.where(lt(verification.expiresAt, now))
			.returning({ id: verification.id });
		await ctx.db.delete(attempt).where(lt(attempt.until, ctx.now));
		return `${counted(sessions.length, 'session oubliée', 'sessions oubliées')}, ${counted(handed.length, 'lien ou défi oublié', 'liens ou défis oubliés')}.`;
	}
};
