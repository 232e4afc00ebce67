import { and, asc, eq, isNotNull, or } from 'drizzle-orm';
import { decide, permissionRule } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { isRecordId } from '#core/ids.ts';
import { journal } from '#core/server/tables.ts';
import { holdersSince } from '#modules/network/index.ts';
import {
	commonWord,
	isSameWord,
	founderAmong,
	mayConfirm,
	mayGiveBorneName,
	SECOND_PERSON_DAYS,
	type Word
} from '../rules.ts';
import { actorOf, type ListGrants } from './actor.ts';
import { invitation, user } from './tables.ts';

/*
 * Nobody lets in alone somebody who bears the name of another: docs/adr/0035. What is asked here is kept with the account and with
 * the invitation (by whose word) and read from the dated functions as the journal keeps them (who could invite), so that no right ended,
 * account closed or gone, or invitation forgotten changes the answer.
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
	if (known) return false;
	const inviters = await listInviters(ctx, listGrants);
	return inviters.some((one) => one.account !== actor.account);
}

/** What an invitation keeps of who made it; null for the console, whose word is that of nobody here. */
export interface Begun {
	inviterAccount: string | null;
	word: readonly string[];
}

/**
 * By whose word alone comes in somebody whom the actor confirms: nobody’s, when their words have nobody in common; null when the actor may
 * not confirm, being of the word of who invited.
 */
export async function confirmedWord(
	ctx: Context,
	{ inviterAccount, word }: Begun,
	listGrants: ListGrants
): Promise<string[] | null> {
	const account = accountOf(ctx);
	if (inviterAccount === null || account === null) return [];
	const known = (await readWord(ctx, inviterAccount)).letInBy;
	const letInBy = [...new Set([...known, ...word])].filter((one) => one !== inviterAccount);
	const begun = { account: inviterAccount, letInBy };
	const own = await readWord(ctx, account);
	const there = await whoIsThere(ctx, listGrants);
	if (!mayConfirm(own, { begun, starters: [inviterAccount] }, there)) return null;
	// Whom two words have let in is the creature of neither; one word is one, however many say it.
	const isAnother = !isSameWord(begun, own, founderAmong(there.first, there.inviters));
	return isAnother ? commonWord(begun, own) : [...word];
}

/**
 * May the actor alone give this account, or somebody who was invited, a name that somebody else bears? Not who let them in, nor whom they
 * let in, nor themselves. The console may, and who has nobody beside them.
 * @param letInBy by whose word, besides what is kept with the account
 */
export async function mayName(
	ctx: Context,
	{ account, letInBy }: { account: string | null; letInBy: readonly string[] },
	listGrants: ListGrants
): Promise<boolean> {
	const own = accountOf(ctx);
	if (own === null) return true;
	const kept = account === null ? [] : (await readWord(ctx, account)).letInBy;
	const given = { account: account ?? '', letInBy: [...new Set([...kept, ...letInBy])] };
	return mayGiveBorneName(await readWord(ctx, own), given, await whoIsThere(ctx, listGrants));
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

/** The first account of the installation, and those who could invite within the last days. */
async function whoIsThere(ctx: Context, listGrants: ListGrants) {
	return { first: await findFirst(ctx), inviters: await listInviters(ctx, listGrants) };
}

/**
 * Accounts that hold the right to invite today, or held it within the last days: whoever ends that right does not do without them at
 * once. A function is read as the directory told it from day to day; the administration, and what an account held as it was closed, are noted.
 */
async function listInviters(ctx: Context, listGrants: ListGrants): Promise<Word[]> {
	const since = daysAgo(ctx);
	const held = await holdersSince(ctx, invitingRoles(), since);
	const found: Word[] = [];
	for (const row of await ctx.db.select().from(user).orderBy(asc(user.id))) {
		const { id: account, name, personId, closedAt, couldInviteAt, letInBy } = row;
		const isLate = couldInviteAt !== null && couldInviteAt > since;
		const isHeld = isLate || (personId !== null && held.has(personId));
		if (
			isHeld ||
			(!closedAt && (await invites(ctx, { account, name, person: personId }, listGrants)))
		)
			found.push({ account, letInBy });
	}
	return found;
}

async function invites(
	ctx: Context,
	who: { account: string; name: string; person: string | null },
	listGrants: ListGrants
): Promise<boolean> {
	const actor = await actorOf(ctx, { ...who, onBehalfOf: null }, listGrants);
	return decide(actor, { permission: 'accounts.invite' }).allowed;
}

/** Keeps, with an account that is about to be closed, that its person could invite until now. */
export async function noteClosing(ctx: Context, account: string): Promise<void> {
	const [row] = await ctx.db.select().from(user).where(eq(user.id, account));
	if (!row?.personId) return;
	const held = await holdersSince(ctx, invitingRoles(), daysAgo(ctx));
	if (!held.has(row.personId)) return;
	await ctx.db.update(user).set({ couldInviteAt: ctx.now }).where(eq(user.id, account));
}

const invitingRoles = () => permissionRule('accounts.invite')?.roles ?? [];
const daysAgo = ({ now }: Context) => new Date(now.getTime() - SECOND_PERSON_DAYS * 86_400_000);
const accountOf = ({ actor }: Context) => (actor.kind === 'person' ? actor.account : null);

/** Who comes by no account that is kept (the free entrance of a demonstration) was let in by nobody. */
async function readWord(ctx: Context, account: string): Promise<Word> {
	const [row] = isRecordId(account)
		? await ctx.db.select({ letInBy: user.letInBy }).from(user).where(eq(user.id, account))
		: [];
	return { account, letInBy: row?.letInBy ?? [] };
}

/** The first account that was ever opened here, as the journal keeps it: who opened the installation. */
async function findFirst(ctx: Context): Promise<string | null> {
	const [first] = await ctx.db
		.select({ account: journal.recordId })
		.from(journal)
		.where(eq(journal.event, 'account.created'))
		.orderBy(asc(journal.at), asc(journal.id))
		.limit(1);
	return first?.account ?? null;
}
