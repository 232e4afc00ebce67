import { and, inArray, lt, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Term } from '#core/server/privacy/declared.ts';
import { boundsOf } from '#core/partial-date.ts';
import { isErased } from '#core/server/privacy/tombstones.ts';
import { person, role } from './tables.ts';

/** Five years: the time during which the acts of an association can be contested (code civil, article 2224). */
const YEARS = 5;

/** Somebody whose functions are all over is erased; who never had a dated function is left to people to judge. */
export const directoryTerm: Term = {
	id: 'network.people',
	label: 'Personnes de l’annuaire',
	after: 'cinq ans après la fin de leur dernière fonction, si rien n’a été écrit sur elles depuis',
	because:
		'Une fonction finie n’intéresse plus les partenaires ; ses actes ne peuvent plus être contestés.',
	people: listPast
};

/** People all of whose functions ended more than five years before, and whose rows have not moved since. */
async function listPast(ctx: Context, until: Date): Promise<string[]> {
	const limit = new Date(until);
	limit.setUTCFullYear(limit.getUTCFullYear() - YEARS);
	const lastDay = limit.toISOString().slice(0, 10);
	const still = await ctx.db
		.select({ id: person.id })
		.from(person)
		.where(and(lt(person.updatedAt, limit), sql`NOT ${isErased(person.id)}`));
	if (still.length === 0) return [];
	const held = await ctx.db
		.select({ personId: role.personId, until: role.until, updatedAt: role.updatedAt })
		.from(role)
		.where(
			inArray(
				role.personId,
				still.map((one) => one.id)
			)
		);
	const byPerson = Map.groupBy(held, (one) => one.personId);
	return [...byPerson].flatMap(([id, functions]) =>
		functions.every(
			(one) =>
				one.until !== null &&
				boundsOf(one.until).last < lastDay &&
				one.updatedAt.getTime() < limit.getTime()
		)
			? [id]
			: []
	);
}
