import { createHash } from 'node:crypto';
import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { PersonActor } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import {
	alreadyServed,
	freshOnce,
	onceOf,
	secretMadeOf,
	waitForSameForm
} from '#core/server/once.ts';
import { authorise } from '#core/server/permissions.ts';
import { actorOfAccount, user, type ListGrants } from '#modules/accounts/index.ts';
import { expiryOf, stateOf, tokenRefusals } from '../rules.ts';
import { apiToken } from './tables.ts';

const MANAGE = 'api.manage';
const LIMIT = 200;

export interface TokenLine {
	id: string;
	name: string;
	owner: string;
	beginning: string;
	writes: string[];
	createdAt: Date;
	expiresAt: Date;
	lastUsedOn: string | null;
	state: 'open' | 'expired' | 'revoked';
}

/**
 * Makes a token that lends the rights of its owner to a program. Returns it: only the same form sent again finds it, without making a
 * second one. Refuses (422) one without a purpose, for too long, or for what is no module, or a form that made another.
 * @param modules those in which a token may be let write
 * @param form its field `ONCE`
 */
export async function makeToken(
	ctx: Context,
	account: string,
	input: { name: string; days: number; writes: string[] },
	modules: string[],
	form = freshOnce()
): Promise<string> {
	const { name, days } = input;
	const writes = [...new Set(input.writes)].sort();
	const once = onceOf(form);
	const token = `${prefixOf(ctx)}${secretMadeOf(ctx.collective, 'api-token', once, [account, name, days, writes])}`;
	await waitForSameForm(ctx, once);
	if (await isMade(ctx, once.id, token)) return token;
	const open = (await listOpenTokens(ctx, account)).length;
	const refusals = tokenRefusals(input, { modules, open });
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	await ctx.db.insert(apiToken).values({
		id: once.id,
		userId: account,
		name: name.trim(),
		fingerprint: fingerprintOf(token),
		beginning: token.slice(0, prefixOf(ctx).length + 4),
		writes,
		createdAt: ctx.now,
		expiresAt: expiryOf(ctx.now, days)
	});
	await record(ctx, [{ event: 'apiToken.made', data: { token: once.id, name, writes, days } }]);
	return token;
}

/** Has the form already made that very token? Refuses (422) one that made another, or a token that has ended. */
async function isMade(ctx: Context, id: string, token: string): Promise<boolean> {
	const [row] = await ctx.db.select().from(apiToken).where(eq(apiToken.id, id));
	if (!row) return false;
	if (row.fingerprint !== fingerprintOf(token) || stateOf(row, ctx.now) !== 'open')
		throw alreadyServed();
	return true;
}

/** Tokens of an account, the latest first. */
export function listOwnTokens(ctx: Context, account: string): Promise<TokenLine[]> {
	return linesWhere(ctx, account);
}

/** The tokens of an account that open today: programs go on coming in by them when its sessions end. */
export async function listOpenTokens(ctx: Context, account: string): Promise<TokenLine[]> {
	return (await listOwnTokens(ctx, account)).filter((one) => one.state === 'open');
}

/** Every token of the collective, for who watches over them. */
export function listAllTokens(ctx: Context): Promise<TokenLine[]> {
	authorise(ctx, MANAGE);
	return linesWhere(ctx);
}

async function linesWhere(ctx: Context, account?: string): Promise<TokenLine[]> {
	const rows = await ctx.db
		.select({
			token: apiToken,
			owner: user.name,
			isOver: sql<boolean>`${user.closedAt} IS NOT NULL OR ${apiToken.createdAt} < ${user.openedAt}`
		})
		.from(apiToken)
		.innerJoin(user, eq(user.id, apiToken.userId))
		.where(account === undefined ? undefined : eq(apiToken.userId, account))
		.orderBy(desc(apiToken.createdAt), apiToken.id)
		.limit(LIMIT);
	return rows.map(({ token, owner, isOver }) => ({
		id: token.id,
		name: token.name,
		owner,
		beginning: token.beginning,
		writes: token.writes,
		createdAt: token.createdAt,
		expiresAt: token.expiresAt,
		lastUsedOn: token.lastUsedOn,
		state: isOver ? 'revoked' : stateOf(token, ctx.now)
	}));
}

/**
 * Takes a token back: it opens nothing from now on; twice changes nothing. Refuses (404) one that is neither the actor's own nor,
 * for who watches over tokens, the collective's.
 */
export async function revokeToken(ctx: Context, account: string, id: string): Promise<void> {
	const [row] = isRecordId(id)
		? await ctx.db.select().from(apiToken).where(eq(apiToken.id, id))
		: [];
	if (!row) throw absent('Ce jeton n’existe pas, ou n’existe plus.');
	if (row.userId !== account) authorise(ctx, MANAGE);
	const taken = await ctx.db
		.update(apiToken)
		.set({ revokedAt: ctx.now })
		.where(and(eq(apiToken.id, id), isNull(apiToken.revokedAt)))
		.returning({ id: apiToken.id });
	if (taken.length > 0)
		await record(ctx, [{ event: 'apiToken.revoked', data: { token: id, name: row.name } }]);
}

/**
 * Who a token acts for, with the rights that the records give today and no more than it was let write. Refuses (403) a token that is
 * unknown here, over, taken back, or whose account is closed.
 * @returns `unnoted`, the identifier of the token when its use of today is still to be noted by `noteUse`
 */
export async function actorOfToken(
	ctx: Context,
	token: string,
	listGrants: ListGrants
): Promise<{ actor: PersonActor; unnoted: string | null }> {
	if (!token.startsWith(prefixOf(ctx))) throw unknown();
	const [row] = await ctx.db
		.select()
		.from(apiToken)
		.where(eq(apiToken.fingerprint, fingerprintOf(token)));
	if (!row) throw unknown();
	const state = stateOf(row, ctx.now);
	if (state !== 'open')
		throw refused(
			state === 'expired'
				? `Ce jeton (${row.name}) a pris fin : faites-en un autre, à l’adresse /compte/jetons.`
				: `Ce jeton (${row.name}) a été repris : faites-en un autre, à l’adresse /compte/jetons.`
		);
	const actor = await actorOfAccount(ctx, row.userId, {
		lentAt: row.createdAt,
		listGrants
	});
	if (!actor)
		throw refused(
			`Le compte de ce jeton (${row.name}) est fermé, ou l’a été depuis : faites-en un autre, à l’adresse /compte/jetons.`
		);
	return {
		actor: { ...actor, token: { name: row.name, writes: row.writes } },
		unnoted: row.lastUsedOn !== null && row.lastUsedOn >= ctx.today ? null : row.id
	};
}

/** Notes that a token is used today. */
export async function noteUse({ db, today }: Context, id: string): Promise<void> {
	await db
		.update(apiToken)
		.set({ lastUsedOn: today })
		.where(
			and(eq(apiToken.id, id), or(isNull(apiToken.lastUsedOn), lt(apiToken.lastUsedOn, today)))
		);
}

/** Tells of which collective a token is, to people and to programs that look for leaked secrets. */
function prefixOf({ collective }: Context): string {
	return `fanal_${collective.code}_`;
}

/** A token is long and random: a plain digest is enough to keep in its place. */
function fingerprintOf(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}

function unknown(): Refused {
	return refused(
		'Ce jeton n’est pas d’ici : vérifiez qu’il est copié en entier, et pour ce collectif.'
	);
}

function refused(message: string): Refused {
	return new Refused('forbidden', [{ code: 'token', message }]);
}
