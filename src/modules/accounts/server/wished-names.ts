import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { absent, Refused } from '#core/errors.ts';
import { mixesAlphabets } from '#core/names.ts';
import { cleanName } from '#core/typed.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { queueMail } from '#core/server/mail.ts';
import { authorise } from '#core/server/permissions.ts';
import { person, personName, renamePerson } from '#modules/network/index.ts';
import { nameRefusals } from '../rules.ts';
import type { ListGrants } from './actor.ts';
import { countAct } from './attempts.ts';
import { bearersOf, isSameGiven, isTaken } from './borne-names.ts';
import { renameAccount } from './own-identity.ts';
import { user, wishedName } from './tables.ts';

/** A name that somebody wishes to bear: in two parts for somebody of the directory. */
export interface Wish {
	firstName: string | null;
	lastName: string | null;
	name: string;
}

/** A wish as the team sees it: who wishes it, and who or what bears that name already. */
export interface WishLine extends Wish {
	account: string;
	present: string;
	email: string;
	bearers: string[];
	/** Its letters are of several alphabets. */
	isMixed: boolean;
	isOwn: boolean;
}

/**
 * Must the team look first? The name reads as that of another person, account, structure or group (whoever reads: a name kept to few
 * counts too), or could be made to look like it with the letters of another alphabet; and it is not the present one.
 */
export async function asksTheTeam(ctx: Context, account: string, name: string): Promise<boolean> {
	await countAct(ctx, 'name');
	const [own] = await ctx.db
		.select({ user, person })
		.from(user)
		.leftJoin(person, eq(person.id, user.personId))
		.where(eq(user.id, account));
	const present = own && ((own.person && personName(own.person)) ?? own.user.name);
	if (present !== undefined && isSameGiven(present, name)) return false;
	return isTaken(ctx, name, { account, personId: own?.person?.id ?? null });
}

/** Keeps the name that an account wishes until the team says yes or no; the present one goes on being shown. */
export async function wishName(ctx: Context, account: string, wish: Wish): Promise<void> {
	const refusals = nameRefusals(wish.name, 'nom');
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const values = { ...wish, name: cleanName(wish.name), wishedAt: ctx.now };
	await ctx.db
		.insert(wishedName)
		.values({ userId: account, ...values })
		.onConflictDoUpdate({ target: wishedName.userId, set: values });
	await record(ctx, [{ event: 'account.nameWished', kind: 'account', recordId: account }]);
}

/** The name that an account wishes, and why the team looks at it first, if it waits for one. Whose it is already is not told. */
export async function wishOf(
	ctx: Context,
	account: string
): Promise<{ name: string; isMixed: boolean } | null> {
	const [row] = z.uuid().safeParse(account).success
		? await ctx.db.select().from(wishedName).where(eq(wishedName.userId, account))
		: [];
	return row ? { name: row.name, isMixed: mixesAlphabets(row.name) } : null;
}

/** Gives a wish up: another name was taken, or the team said no. */
export async function dropWish(ctx: Context, account: string): Promise<void> {
	await ctx.db.delete(wishedName).where(eq(wishedName.userId, account));
}

/** Names that wait for the team, the oldest wish first. */
export async function listWishes(ctx: Context): Promise<WishLine[]> {
	authorise(ctx, 'accounts.invite');
	const rows = await ctx.db
		.select({ wish: wishedName, user })
		.from(wishedName)
		.innerJoin(user, eq(user.id, wishedName.userId))
		.orderBy(asc(wishedName.wishedAt), wishedName.userId);
	const lines: WishLine[] = [];
	for (const { wish, user: own } of rows)
		lines.push({
			account: own.id,
			present: own.name,
			email: own.email,
			firstName: wish.firstName,
			lastName: wish.lastName,
			name: wish.name,
			bearers: await bearersOf(ctx, wish.name, { account: own.id, personId: own.personId }),
			isMixed: mixesAlphabets(wish.name),
			isOwn: isOwn(ctx, own.id)
		});
	return lines;
}

/**
 * Says yes: the name is shown everywhere. Refuses (403) one’s own wish, and who does not keep the directory; (404) one that is gone; (422) who is of
 * the word of that account (`given-names.ts`).
 */
export async function grantWish(
	ctx: Context,
	account: string,
	listGrants: ListGrants
): Promise<void> {
	const { wish, own } = await getWish(ctx, account);
	if (own.personId) await renamePerson(ctx, own.personId, wish);
	await renameAccount(ctx, own.id, wish.name, listGrants);
	await dropWish(ctx, own.id);
	await tellAnswer(ctx, own, {
		subject: 'Votre nom a changé',
		answer: `L’équipe a confirmé le nom que vous demandiez : « ${wish.name} ». Il est affiché partout.`
	});
}

/** Says no: the present name stays. */
export async function refuseWish(ctx: Context, account: string): Promise<void> {
	const { wish, own } = await getWish(ctx, account);
	await dropWish(ctx, own.id);
	await tellAnswer(ctx, own, {
		subject: 'Votre nom reste le même',
		answer: `L’équipe n’a pas confirmé le nom que vous demandiez, « ${wish.name} » : « ${own.name} » reste affiché. Demandez-lui pourquoi, ou choisissez un autre nom.`
	});
	await record(ctx, [{ event: 'account.nameRefused', kind: 'account', recordId: own.id }]);
}

/** Who wished a name is told what the team answered: nothing on the site says it before they come back. */
async function tellAnswer(
	ctx: Context,
	own: typeof user.$inferSelect,
	{ subject, answer }: { subject: string; answer: string }
): Promise<void> {
	await queueMail(ctx, {
		to: { address: own.email, name: own.name, account: own.id },
		subject: `${subject} sur ${ctx.collective.settings.name}`,
		text: ['Bonjour,', answer],
		action: { label: 'Voir mon identité', path: '/compte/identite' },
		category: 'account'
	});
}

async function getWish(ctx: Context, account: string) {
	authorise(ctx, 'accounts.invite');
	if (isOwn(ctx, account)) throw new Refused('forbidden', [OWN_WISH]);
	const [row] = z.uuid().safeParse(account).success
		? await ctx.db
				.select({ wish: wishedName, own: user })
				.from(wishedName)
				.innerJoin(user, eq(user.id, wishedName.userId))
				.where(eq(wishedName.userId, account))
		: [];
	if (!row) throw absent('Ce nom n’attend plus de réponse.');
	return row;
}

function isOwn({ actor }: Context, account: string): boolean {
	return actor.kind === 'person' && actor.account === account;
}

const OWN_WISH = {
	code: 'own-wish',
	message: 'C’est le nom que vous demandez : une autre personne de l’équipe vous répond.'
};
