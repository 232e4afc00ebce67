import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { absent, Refused } from '#core/errors.ts';
import { cleanName } from '#core/typed.ts';
import type { Context } from '#core/server/context.ts';
import { isErased } from '#core/server/privacy/tombstones.ts';
import { authorise, visible } from '#core/server/permissions.ts';
import { record } from '#core/server/journal.ts';
import { takeTurns } from '#core/server/turns.ts';
import { person, personName } from '#modules/network/index.ts';
import { emailOf, nameRefusals } from '../rules.ts';
import { administrator, credential, passkey, session, user } from './tables.ts';
import { noteClosing } from './trust.ts';

/** An account as the team and the console see it. */
export interface AccountLine {
	id: string;
	name: string;
	email: string;
	personCode: string | null;
	isAdministrator: boolean;
	isClosed: boolean;
	hasSecondStep: boolean;
	createdAt: Date;
}

/** Every account, by name. */
export async function listAccounts(ctx: Context): Promise<AccountLine[]> {
	const rows = await ctx.db
		.select({
			id: user.id,
			name: user.name,
			email: user.email,
			personCode: person.code,
			administrator: administrator.userId,
			closedAt: user.closedAt,
			secondStep: user.twoFactorEnabled,
			createdAt: user.createdAt
		})
		.from(user)
		.leftJoin(person, eq(person.id, user.personId))
		.leftJoin(administrator, eq(administrator.userId, user.id))
		.orderBy(asc(user.name), asc(user.email), user.id);
	return rows.map(({ administrator: right, closedAt, secondStep, ...row }) => ({
		...row,
		isAdministrator: right !== null,
		isClosed: closedAt !== null,
		hasSecondStep: secondStep === true
	}));
}

/** The account of an address, if there is one. */
export async function findAccount(ctx: Context, email: string) {
	const [row] = await ctx.db.select().from(user).where(eq(user.email, email.toLowerCase()));
	return row;
}

/** The same, refused (404) when there is none. */
export async function getAccount(ctx: Context, email: string) {
	const found = await findAccount(ctx, email);
	if (!found) throw absent(`Aucun compte n’a l’adresse « ${email} ».`);
	return found;
}

/** Opens an account for an address that somebody has shown to be theirs. Refuses a second one for the address or person. */
export async function createAccount(
	ctx: Context,
	input: { email: string; name: string; personId: string | null }
): Promise<string> {
	const email = emailOf(input.email);
	const refusals = [...nameRefusals(input.name, 'nom'), ...(email === null ? [EMAIL_REFUSED] : [])];
	if (email === null || refusals.length > 0) throw new Refused('invalid', refusals);
	if (await findAccount(ctx, email)) throw new Refused('invalid', [EMAIL_TAKEN]);
	const id = uuidv7();
	await ctx.db.insert(user).values({
		id,
		email,
		name: cleanName(input.name),
		emailVerified: true,
		openedAt: ctx.now,
		createdAt: ctx.now,
		updatedAt: ctx.now
	});
	await record(ctx, [{ event: 'account.created', kind: 'account', recordId: id }]);
	if (input.personId) await linkPerson(ctx, id, input.personId);
	return id;
}

/** Opens a closed account again, with nothing of what it had. */
export async function reopenAccount(ctx: Context, id: string): Promise<void> {
	await ctx.db.update(user).set({ closedAt: null, openedAt: ctx.now }).where(eq(user.id, id));
	await record(ctx, [{ event: 'account.reopened', kind: 'account', recordId: id }]);
}

/** Says that the account is that person of the directory. Refuses a person who has another account. */
export async function linkPerson(ctx: Context, id: string, personId: string): Promise<void> {
	const [held] = await ctx.db.select().from(user).where(eq(user.personId, personId));
	if (held && held.id !== id) throw new Refused('invalid', [PERSON_TAKEN]);
	if (held) return;
	await ctx.db.update(user).set({ personId, updatedAt: ctx.now }).where(eq(user.id, id));
	await record(ctx, [
		{ event: 'account.linked', kind: 'account', recordId: id, data: { person: personId } }
	]);
}

/** Gives or takes the only right that is written down. Refuses to give it to a closed account, or to take it from the last one who holds it. */
export async function setAdministrator(ctx: Context, id: string, wanted: boolean): Promise<void> {
	await takeTurns(ctx, 'administration', [ONE]);
	const holders = await ctx.db
		.select({ id: administrator.userId, closedAt: user.closedAt })
		.from(administrator)
		.innerJoin(user, eq(user.id, administrator.userId));
	const isHeld = holders.some((one) => one.id === id);
	if (isHeld === wanted) return;
	const others = holders.filter((one) => one.id !== id && one.closedAt === null);
	if (!wanted && others.length === 0) throw new Refused('invalid', [LAST_ADMINISTRATOR]);
	if (wanted) await refuseClosed(ctx, id);
	const grantedBy = ctx.actor.kind === 'public' ? 'installation' : ctx.actor.name;
	if (wanted)
		await ctx.db.insert(administrator).values({ userId: id, grantedAt: ctx.now, grantedBy });
	else await ctx.db.delete(administrator).where(eq(administrator.userId, id));
	// Until now, or from now on.
	await ctx.db.update(user).set({ couldInviteAt: ctx.now }).where(eq(user.id, id));
	const event = wanted ? 'account.administratorGranted' : 'account.administratorRevoked';
	await record(ctx, [{ event, kind: 'account', recordId: id }]);
}

/** The administration is one turn, whoever it is given to or taken from. */
const ONE = '0000';

async function refuseClosed(ctx: Context, id: string): Promise<void> {
	const [own] = await ctx.db.select({ closedAt: user.closedAt }).from(user).where(eq(user.id, id));
	if (own?.closedAt)
		throw new Refused('invalid', [
			{
				code: 'closed-account',
				message: 'Ce compte est fermé : une invitation le rouvre d’abord, puis il peut administrer.'
			}
		]);
}

/**
 * Closes an account: its sessions and its tokens end for good, its password, keys and single sign-on open nothing more, and it is
 * nobody of the directory any longer; what it did stays told. An accepted invitation opens it again. Closing twice is no fault.
 */
export async function closeAccount(ctx: Context, id: string): Promise<void> {
	await noteClosing(ctx, id);
	const closed = await ctx.db
		.update(user)
		.set({ closedAt: ctx.now, personId: null })
		.where(and(eq(user.id, id), isNull(user.closedAt)))
		.returning({ id: user.id });
	if (closed.length === 0) return;
	await setAdministrator(ctx, id, false);
	await ctx.db.delete(session).where(eq(session.userId, id));
	await ctx.db.delete(credential).where(eq(credential.userId, id));
	await ctx.db.delete(passkey).where(eq(passkey.userId, id));
	await record(ctx, [{ event: 'account.closed', kind: 'account', recordId: id }]);
}

/** Closes an account, for who may. Refuses (404) an unknown one, and one's own. */
export async function closeAccountOf(ctx: Context, id: string): Promise<void> {
	authorise(ctx, 'accounts.administer');
	await refuseUnknown(ctx, id);
	if (ctx.actor.kind === 'person' && ctx.actor.account === id)
		throw new Refused('invalid', [OWN_ACCOUNT]);
	await closeAccount(ctx, id);
}

/** Gives or takes the administration, for who may. Refuses (404) an unknown account. */
export async function setAdministratorOf(ctx: Context, id: string, wanted: boolean): Promise<void> {
	authorise(ctx, 'accounts.administer');
	await refuseUnknown(ctx, id);
	await setAdministrator(ctx, id, wanted);
}

async function refuseUnknown(ctx: Context, id: string): Promise<void> {
	const found = z.uuid().safeParse(id).success
		? await ctx.db.select({ id: user.id }).from(user).where(eq(user.id, id))
		: [];
	if (found.length === 0) throw absent('Ce compte n’existe pas.');
}

/** People of the directory who have no account, by name. */
export async function listPeopleWithoutAccount(
	ctx: Context
): Promise<{ code: string; name: string }[]> {
	const rows = await ctx.db
		.select({ code: person.code, firstName: person.firstName, lastName: person.lastName })
		.from(person)
		.leftJoin(user, eq(user.personId, person.id))
		.where(and(isNull(user.id), visible(ctx, person), sql`NOT ${isErased(person.id)}`));
	return rows
		.map((row) => ({ code: row.code, name: personName(row) || row.code }))
		.sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}

/** A person of the directory by code. Refuses an unknown one. */
export async function getPersonByCode(ctx: Context, code: string) {
	const [row] = await ctx.db.select().from(person).where(eq(person.code, code));
	if (!row)
		throw new Refused('invalid', [
			{
				code: 'person-unknown',
				field: 'personne',
				message: 'Cette personne n’est pas dans l’annuaire : choisissez-la dans la liste.'
			}
		]);
	return row;
}

export const EMAIL_REFUSED = {
	code: 'email',
	field: 'courriel',
	message: 'Cette adresse de courriel n’est pas complète : attendu, par exemple, nom@exemple.org.'
};
const OWN_ACCOUNT = {
	code: 'own-account',
	message: 'C’est votre compte : demandez à une autre personne de le fermer.'
};
const EMAIL_TAKEN = {
	code: 'email-taken',
	field: 'courriel',
	message: 'Cette adresse a déjà un compte.'
};
const PERSON_TAKEN = {
	code: 'person-taken',
	field: 'personne',
	message: 'Cette personne a déjà un compte.'
};
const LAST_ADMINISTRATOR = {
	code: 'last-administrator',
	message: 'C’est la dernière personne qui administre l’installation : nommez-en d’abord une autre.'
};
