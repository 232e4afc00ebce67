import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Refusal } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { journal } from '#core/server/tables.ts';
import { person, personName } from '#modules/network/index.ts';
import { formerNames } from '../rules.ts';
import type { ListGrants } from './actor.ts';
import { isSameGiven, isTaken } from './borne-names.ts';
import { invitation, user } from './tables.ts';
import { mayName } from './trust.ts';

/**
 * Why the names of people that this unit of work gave may not stand, by whatever door they came: somebody who has an account, or was
 * invited to one, bears the name of somebody else by another word than that by which they come in (docs/adr/0035).
 */
export async function refuseGivenNames(ctx: Context, listGrants: ListGrants): Promise<Refusal[]> {
	const ids = [...(ctx.touched.get('person') ?? [])];
	if (ctx.actor.kind !== 'person' || ids.length === 0) return [];
	const lines = await ctx.db
		.select({ id: journal.recordId, data: journal.data })
		.from(journal)
		.where(and(eq(journal.act, ctx.act), eq(journal.event, 'person.changed')))
		.orderBy(asc(journal.id));
	const named = lines.flatMap(({ id, data }) =>
		id !== null && ('firstName' in data || 'lastName' in data) ? [{ id, data }] : []
	);
	if (named.length === 0) return [];
	const people = await ctx.db.select().from(person).where(inArray(person.id, ids));
	const former = new Map(formerNames(people, named.toReversed()).map((one) => [one.id, one]));
	const refusals: Refusal[] = [];
	for (const one of people) {
		const was = former.get(one.id);
		if (!was) continue;
		const given = { personId: one.id, before: personName(was), after: personName(one) };
		refusals.push(...(await refusePersonName(ctx, given, listGrants)));
	}
	return refusals;
}

async function refusePersonName(
	ctx: Context,
	{ personId, before, after }: { personId: string; before: string; after: string },
	listGrants: ListGrants
): Promise<Refusal[]> {
	const [held] = await ctx.db.select().from(user).where(eq(user.personId, personId));
	const invited = await ctx.db
		.select()
		.from(invitation)
		.where(eq(invitation.personId, personId))
		.orderBy(asc(invitation.invitedAt), invitation.id);
	if (!held && invited.length === 0) return [];
	const letInBy = invited.flatMap((one) => [...one.word, one.inviterAccount ?? []].flat());
	return refuseName(
		ctx,
		{ account: held?.id ?? null, personId, letInBy, before, after },
		listGrants
	);
}

/** The same for the name of one account, or of somebody who was invited. */
export async function refuseName(
	ctx: Context,
	given: {
		account: string | null;
		personId: string | null;
		letInBy: readonly string[];
		before: string;
		after: string;
	},
	listGrants: ListGrants
): Promise<Refusal[]> {
	const { account, personId, letInBy, before, after } = given;
	if (isSameGiven(before, after)) return [];
	if (!(await isTaken(ctx, after, { account, personId }))) return [];
	if (await mayName(ctx, { account, letInBy }, listGrants)) return [];
	return [
		{
			code: 'borne-name',
			field: 'lastName',
			message: `« ${after} » est, ou pourrait passer pour, le nom de quelqu’un d’autre. Une seule personne ne le donne pas à un compte qui est le sien, ou qu’elle a fait entrer : demandez à quelqu’un d’autre de l’équipe, qui ne doit pas son entrée à la même personne, de l’écrire ou de le confirmer sous « Noms à confirmer ».`
		}
	];
}
