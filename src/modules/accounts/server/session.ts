import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { z } from 'zod';
import { absent } from '#core/errors.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { poolOfCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import { Kept, type Revised } from '#core/server/revision.ts';
import type { Visitor } from '#core/server/visitor.ts';
import type { Door } from '../labels.ts';
import { isOverAge } from '../rules.ts';
import { ask, cookieOf, storedIdentifier, type Answer } from './auth/ask.ts';
import { session } from './tables.ts';

/** Who has signed in, and in which session. */
export interface SignedIn {
	account: string;
	name: string;
	email: string;
	person: string | null;
	hasSecondStep: boolean;
	session: string;
	openedAt: Date;
	onBehalfOf: string | null;
}

const found = z.object({
	user: z.object({
		id: z.string(),
		name: z.string(),
		email: z.string(),
		personId: z.string().nullish(),
		closedAt: z.string().nullish(),
		twoFactorEnabled: z.boolean().nullish()
	}),
	session: z.object({
		id: z.string(),
		createdAt: z.coerce.date(),
		expiresAt: z.coerce.date(),
		onBehalfOf: z.string().nullish()
	})
});

export interface FoundSession {
	signedIn: SignedIn | null;
	cookies: string[];
	/** When it ends, unless it is renewed. */
	until?: Date;
}

const SESSION = 'fanal.session_token';
/** Sessions that were found, by the fingerprint of the cookies that open them. */
const kept = new Kept<FoundSession>(2000);
/** How long what was found is not asked of the library again, which renews what is used: well under its own hour. */
const ASKED_MS = 600_000;

/**
 * The same as `findSession`, without asking again as long as nothing is written: to sessions no more than to accounts.
 * @param collective as the request that the visitor sends has found it
 */
export async function keptSession(
	collective: Revised,
	visitor: Visitor,
	now = new Date()
): Promise<FoundSession> {
	if (cookieOf(visitor, SESSION) === undefined) return { signedIn: null, cookies: [] };
	const cookies = storedIdentifier(visitor.headers.get('cookie') ?? '');
	const key = [visitor.origin, cookies, Math.floor(now.getTime() / ASKED_MS)];
	const find = () => findSession(collective, visitor, now);
	const found = await kept.get(collective, key, find);
	const isOver = found.signedIn
		? isOverAge(found.signedIn.openedAt, now) || (found.until ?? now) <= now
		: false;
	return isOver ? find() : found;
}

/**
 * The session that the visitor's cookie opens, null without one: unknown here, over, of a closed account. The cookies
 * renew it while it is used. Sessions follow the clock of the machine, as the library does.
 */
export async function findSession(
	collective: Collective,
	visitor: Visitor,
	now = new Date()
): Promise<FoundSession> {
	if (cookieOf(visitor, SESSION) === undefined) return { signedIn: null, cookies: [] };
	const answer = await askSession(collective, visitor);
	const { success, data } = found.safeParse(answer.body);
	if (!success || data.user.closedAt || isOverAge(data.session.createdAt, now))
		return { signedIn: null, cookies: success ? [] : answer.cookies };
	const { user, session: opened } = data;
	return {
		until: opened.expiresAt,
		signedIn: {
			account: user.id,
			name: user.name,
			email: user.email,
			person: user.personId ?? null,
			hasSecondStep: user.twoFactorEnabled === true,
			session: opened.id,
			openedAt: opened.createdAt,
			onBehalfOf: opened.onBehalfOf ?? null
		},
		cookies: answer.cookies
	};
}

/**
 * What the library says of the session. It answers 500 without saying why when the database breaks off, which is not to say that there is
 * none: the database is asked, whose own failure tells, then the library again.
 */
async function askSession(collective: Collective, visitor: Visitor): Promise<Answer> {
	const answer = await ask(collective, visitor, '/get-session');
	if (answer.status < SERVER_ERROR) return answer;
	await poolOfCollective(collective.code).query('SELECT');
	const again = await ask(collective, visitor, '/get-session');
	if (again.status < SERVER_ERROR) return again;
	throw new Error(`the session cannot be read: ${JSON.stringify(again.body)}`);
}

const SERVER_ERROR = 500;

export interface OpenSession {
	id: string;
	openedAt: Date;
	usedAt: Date;
	address: string | null;
	userAgent: string | null;
	door: Door | null;
	isCurrent: boolean;
}

/** Open sessions of the account, the last used first. */
export async function listSessions(ctx: Context, signedIn: SignedIn): Promise<OpenSession[]> {
	const rows = await ctx.db
		.select({
			id: session.id,
			openedAt: session.createdAt,
			usedAt: session.updatedAt,
			address: session.ipAddress,
			userAgent: session.userAgent,
			door: session.door
		})
		.from(session)
		.where(and(eq(session.userId, signedIn.account), gt(session.expiresAt, new Date())))
		.orderBy(desc(session.updatedAt), session.id);
	return rows.map((row) => ({ ...row, isCurrent: row.id === signedIn.session }));
}

/** Ends one session of the account. Refuses (404) one that is not its own; ending it twice is no fault. */
export async function endSession(ctx: Context, signedIn: SignedIn, id: string): Promise<void> {
	if (!z.uuid().safeParse(id).success) throw absent('Cette session n’existe pas.');
	const own = and(eq(session.id, id), eq(session.userId, signedIn.account));
	const gone = await ctx.db.delete(session).where(own).returning({ id: session.id });
	if (gone.length === 0) return;
	await record(ctx, [
		{ event: 'account.sessionEnded', kind: 'account', recordId: signedIn.account }
	]);
}

/** Ends every session of an account, or all but one. */
export async function endSessions(ctx: Context, account: string, keep?: string): Promise<void> {
	await ctx.db
		.delete(session)
		.where(and(eq(session.userId, account), keep ? ne(session.id, keep) : undefined));
	await record(ctx, [{ event: 'account.signedOutEverywhere', kind: 'account', recordId: account }]);
}

/** Keeps in the session on whose behalf the person works; null to speak for oneself. */
export async function actFor(
	ctx: Context,
	signedIn: SignedIn,
	choice: string | null
): Promise<void> {
	await ctx.db.update(session).set({ onBehalfOf: choice }).where(eq(session.id, signedIn.session));
}

/** Ends the session of the visitor. Returns the cookies that forget it. */
export async function signOut(collective: Collective, visitor: Visitor): Promise<string[]> {
	return (await ask(collective, visitor, '/sign-out', { body: {} })).cookies;
}
