import { eq } from 'drizzle-orm';
import type { PersonActor } from '#core/actor.ts';
import type { Grant } from '#core/roles.ts';
import type { Context } from '#core/server/context.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Holder } from '#core/server/contract.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { person, personName } from '#modules/network/index.ts';
import { behalfChoices } from '../behalf.ts';
import type { SignedIn } from './session.ts';
import { administrator, user } from './tables.ts';

/** How rights of a person are asked for: the collector of all modules, given by who may know it. */
export type ListGrants = (ctx: Context, person: Holder) => Promise<Grant[]>;

/**
 * Who acts in a session. Rights are read from the records at each request: a mandate that ended yesterday opens
 * nothing today.
 */
export async function actorOf(
	ctx: Context,
	signedIn: Pick<SignedIn, 'account' | 'name' | 'person' | 'onBehalfOf'>,
	listGrants: ListGrants
): Promise<PersonActor> {
	const [known] = signedIn.person
		? await ctx.db.select().from(person).where(eq(person.id, signedIn.person))
		: [];
	const grants = known
		? await listGrants(ctx, known)
		: await administratorGrants(ctx, signedIn.account);
	const chosen = behalfChoices(ctx.collective, grants).find(
		(choice) => choice.value === signedIn.onBehalfOf
	);
	return {
		kind: 'person',
		name: (known && personName(known)) || signedIn.name,
		person: known?.code ?? null,
		account: signedIn.account,
		grants,
		...(chosen ? { onBehalfOf: chosen.label } : {})
	};
}

/**
 * Who acts for an account outside of any session, as a program does; null when it is closed or gone, or was closed since its rights
 * were lent.
 */
export async function actorOfAccount(
	ctx: Context,
	account: string,
	{ lentAt, listGrants }: { lentAt: Date; listGrants: ListGrants }
): Promise<PersonActor | null> {
	const [own] = await ctx.db.select().from(user).where(eq(user.id, account));
	if (!own || own.closedAt || lentAt < own.openedAt) return null;
	const holder = { account, name: own.name, person: own.personId, onBehalfOf: null };
	return actorOf(ctx, holder, listGrants);
}

/** The only right that is written down: it reaches who tends the installation, through the account of the person. */
export async function accountGrants(ctx: Context, holder: Holder): Promise<Grant[]> {
	const [row] = await ctx.db.select({ id: user.id }).from(user).where(eq(user.personId, holder.id));
	return row ? administratorGrants(ctx, row.id) : [];
}

async function administratorGrants(ctx: Context, account: string): Promise<Grant[]> {
	const [held] = await ctx.db
		.select({ grantedAt: administrator.grantedAt })
		.from(administrator)
		.where(eq(administrator.userId, account));
	if (!held) return [];
	const day = formatPartialDate(partialDate(civilDay(held.grantedAt)));
	return [{ role: 'administrator', because: `administre l’installation depuis le ${day}` }];
}
