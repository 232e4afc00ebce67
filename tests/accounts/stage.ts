import { eq } from 'drizzle-orm';
import { OPERATOR, type PersonActor } from '#core/actor.ts';
import { ensureCollective } from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { testCollective } from '#core/server/testing.ts';
import type { Visitor } from '#core/server/visitor.ts';
import { createAccount } from '#modules/accounts/server/accounts.ts';
import { withCookies } from '#modules/accounts/server/auth/ask.ts';
import { enterByLink } from '#modules/accounts/server/enter.ts';
import { mintToken } from '#modules/accounts/server/links.ts';
import { findSession, type SignedIn } from '#modules/accounts/server/session.ts';
import { person } from '#modules/network/index.ts';
import { until } from '../setup/patience.ts';

export const ORIGIN = 'http://127.0.0.1:3000';

/** The collective of these tests, whose writes stay: the library of accounts has connections of its own. */
export const balise: () => Promise<Collective> = testCollective;

/** Another collective of the same installation. */
export async function otherCollective(): Promise<Collective> {
	const { settings } = await balise();
	return ensureCollective('vigie', { ...settings, name: 'Vigie' });
}

/** Somebody in front of a browser that has no cookie yet. */
export function aVisitor(address: string | null = '192.0.2.1', origin = ORIGIN): Visitor {
	return {
		origin,
		address,
		headers: new Headers({ origin, 'user-agent': 'Essai', 'sec-fetch-site': 'same-origin' })
	};
}

export async function asOperator<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(await balise(), { actor: OPERATOR, mode: 'write' }, work);
}

/** Somebody of the directory, with an account. */
export async function anAccount(code: string): Promise<{ id: string; email: string }> {
	const email = `${code}@example.org`;
	const id = await asOperator(async (ctx) => {
		const [row] = await ctx.db
			.insert(person)
			.values({ audience: 'public', code, firstName: code })
			.returning({ id: person.id });
		return createAccount(ctx, { email, name: code, personId: row?.id ?? null });
	});
	return { id, email };
}

/** The visitor after coming in by a link. */
export async function cameIn(email: string, visitor = aVisitor()): Promise<Visitor> {
	const collective = await balise();
	const token = await mintToken(collective, visitor.origin, email);
	const { cookies } = await enterByLink(collective, visitor, token);
	return withCookies(visitor, cookies);
}

/** The session that a visitor holds. */
export async function sessionOf(visitor: Visitor): Promise<SignedIn> {
	const { signedIn } = await findSession(await balise(), visitor);
	if (!signedIn) throw new Error('nobody has signed in');
	return signedIn;
}

export function actorFor(signedIn: SignedIn): PersonActor {
	const { name, account } = signedIn;
	return { kind: 'person', name, person: name, account, grants: [] };
}

/** Mails in the queue for an address, the oldest first; waits for `expected` of them, which may still be being written. */
export async function mailsTo(email: string, expected = 1) {
	return until(async () => {
		const rows = await asOperator((ctx) =>
			ctx.db
				.select()
				.from(mailTable)
				.where(eq(mailTable.toAddress, email))
				.orderBy(mailTable.createdAt)
		);
		if (rows.length < expected) throw new Error(`${email} has ${String(rows.length)} mails`);
		return rows;
	});
}

/** Mails in the queue for an address at this moment. */
export function mailsNow(email: string) {
	return asOperator((ctx) => ctx.db.select().from(mailTable).where(eq(mailTable.toAddress, email)));
}

/** The token that a mail carries. */
export function tokenOf(mail: { action: { path: string } | null } | undefined): string {
	return new URL(mail?.action?.path ?? '/', ORIGIN).searchParams.get('jeton') ?? '';
}
