import { eq, or } from 'drizzle-orm';
import type { Refusal } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import type { SoughtPerson } from '#core/server/contract.ts';
import type { Subject } from '#core/server/privacy/declared.ts';
import { administrator, invitation, user } from './tables.ts';

/** The account of somebody, and the addresses that they gave or were invited at. */
export async function accountsOfPerson(ctx: Context, who: SoughtPerson): Promise<Partial<Subject>> {
	const { personId, account } = who;
	// The free entrance of a demonstration has an account that is none.
	const ways = [
		...(personId ? [eq(user.personId, personId)] : []),
		...(account && isRecordId(account) ? [eq(user.id, account)] : [])
	];
	const held =
		ways.length === 0
			? []
			: await ctx.db
					.select({ id: user.id, email: user.email, name: user.name })
					.from(user)
					.where(or(...ways));
	const invited = personId
		? await ctx.db
				.select({ email: invitation.email })
				.from(invitation)
				.where(eq(invitation.personId, personId))
		: [];
	return {
		accounts: held.map((one) => one.id),
		addresses: [...held, ...invited].map((one) => one.email.toLowerCase()),
		names: held.map((one) => one.name)
	};
}

/** The installation must stay in somebody’s hands. */
export async function refuseLastAdministrator(ctx: Context, who: Subject): Promise<Refusal[]> {
	if (who.accounts.length === 0) return [];
	const rows = await ctx.db.select({ id: administrator.userId }).from(administrator);
	const isHeld = rows.some((one) => who.accounts.includes(one.id));
	const others = rows.filter((one) => !who.accounts.includes(one.id));
	return isHeld && others.length === 0
		? [
				{
					code: 'last-administrator',
					message:
						'C’est la dernière personne qui administre l’installation : nommez-en d’abord une autre.'
				}
			]
		: [];
}
