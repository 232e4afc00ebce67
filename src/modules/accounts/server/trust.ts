import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm';
import { decide, type PersonActor } from '#core/actor.ts';
import { civilDay, readClock } from '#core/server/clock.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { isRecordId } from '#core/ids.ts';
import { journal } from '#core/server/tables.ts';
import { isSameWord, SECOND_PERSON_DAYS, type Word } from '../rules.ts';
import { actorOf, type ListGrants } from './actor.ts';
import { invitation, user } from './tables.ts';

/*
 * Nobody lets in alone somebody who bears the name of another: docs/adr/0035. What is asked here is kept with the account (by whose word it
 * came in, when it could invite), so that no right ended, account closed or invitation forgotten changes the answer.
 */

/**
 * Was the mailbox never known as that person's, and is there somebody else to say that it is? The console needs nobody, nor does somebody
 * who is put in the directory by the same act: nobody bears that name yet.
 */
export async function wantsSecondPerson(
	ctx: Context,
	{ personId, email, isNew }: { personId: string; email: string; isNew: boolean },
	listGrants: ListGrants
): Promise<boolean> {
	const { actor } = ctx;
	if (actor.kind !== 'person') return false;
	const inviters = await listInviters(ctx, listGrants);
	if (isNew) return false;
	const [known] = await ctx.db
		.select({ id: invitation.id })
		.from(invitation)
		.where(
			and(
				eq(invitation.personId, personId),
				eq(invitation.email, email),
				or(eq(invitation.wantsSecond, false), isNotNull(invitation.confirmedBy))
			)
		)
		.limit(1);
	return !known && inviters.some((one) => one.account !== actor.account);
}

/** Is the word of the actor another than that of who invited (null: the console)? */
export async function isAnotherWord(ctx: Context, inviter: string | null): Promise<boolean> {
	const own = ctx.actor.kind === 'person' ? ctx.actor.account : null;
	if (inviter === null || own === null) return true;
	const founder = await findFounder(ctx);
	return !isSameWord(await readWord(ctx, inviter), await readWord(ctx, own), founder);
}

/** Is there nobody, among those who invite, whose word would be another than that of who invited? Theirs is then the only one there is. */
export async function isOnlyWord(
	ctx: Context,
	inviter: string | null,
	listGrants: ListGrants
): Promise<boolean> {
	if (inviter === null) return false;
	const founder = await findFounder(ctx);
	const theirs = await readWord(ctx, inviter);
	return (await listInviters(ctx, listGrants)).every((one) => isSameWord(theirs, one, founder));
}

/** By whose word comes in whom this account invites (null: the console, which is the word of nobody here). */
export async function wordOf(ctx: Context, account: string | null): Promise<string[]> {
	if (account === null) return [];
	return [...(await readWord(ctx, account)).letInBy, account];
}

/** Keeps with an account by whose word it has just been let in, besides what was known. */
export async function noteWord(
	ctx: Context,
	account: string,
	word: readonly string[]
): Promise<void> {
	const { letInBy } = await readWord(ctx, account);
	const all = new Set([...letInBy, ...word]);
	all.delete(account);
	await ctx.db
		.update(user)
		.set({ letInBy: [...all] })
		.where(eq(user.id, account));
}

/** The civil day on which each account was last noted by this process. */
const noted = new Map<string, string>();

/** Keeps that somebody who comes may invite, once a day: whoever ends that right does not do without them at once. */
export async function noteInviter(collective: Collective, actor: PersonActor): Promise<void> {
	if (!isRecordId(actor.account)) return;
	if (!decide(actor, { permission: 'accounts.invite' }).allowed) return;
	const key = `${collective.code} ${actor.account}`;
	const today = civilDay(readClock());
	if (noted.get(key) === today) return;
	await inCollective(collective, { actor, mode: 'write' }, (ctx) =>
		noteInviters(ctx, [actor.account])
	);
	noted.set(key, today);
}

async function noteInviters(ctx: Context, accounts: string[]): Promise<void> {
	if (accounts.length === 0) return;
	await ctx.db.update(user).set({ couldInviteAt: ctx.now }).where(inArray(user.id, accounts));
}

/** Accounts that hold the right to invite today, which is noted, or were seen to hold it within the last days, closed since or not. */
async function listInviters(ctx: Context, listGrants: ListGrants): Promise<Word[]> {
	const since = new Date(ctx.now.getTime() - SECOND_PERSON_DAYS * 86_400_000);
	const rows = await ctx.db.select().from(user);
	const today: string[] = [];
	for (const { id: account, name, personId, closedAt } of rows) {
		if (closedAt) continue;
		const holder = { account, name, person: personId, onBehalfOf: null };
		const actor = await actorOf(ctx, holder, listGrants);
		if (decide(actor, { permission: 'accounts.invite' }).allowed) today.push(account);
	}
	await noteInviters(ctx, today);
	return rows
		.filter(
			({ id, couldInviteAt }) =>
				today.includes(id) || (couldInviteAt !== null && couldInviteAt > since)
		)
		.map(({ id, letInBy }) => ({ account: id, letInBy }));
}

/** Who comes by no account that is kept (the free entrance of a demonstration) was let in by nobody. */
async function readWord(ctx: Context, account: string): Promise<Word> {
	const [row] = isRecordId(account)
		? await ctx.db.select({ letInBy: user.letInBy }).from(user).where(eq(user.id, account))
		: [];
	return { account, letInBy: row?.letInBy ?? [] };
}

/** The first account that was ever opened here, as the journal keeps it: who opened the installation. */
async function findFounder(ctx: Context): Promise<string | null> {
	const [first] = await ctx.db
		.select({ account: journal.recordId })
		.from(journal)
		.where(eq(journal.event, 'account.created'))
		.orderBy(asc(journal.at), asc(journal.id))
		.limit(1);
	return first?.account ?? null;
}
