import { inArray, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { mayRead, type PersonActor } from '../actor.ts';
import type { ReadsToday } from '../closing.ts';
import type { Grant } from '../roles.ts';
import { peopleOfAudience, type Audience } from '../vocabulary.ts';
import type { Context } from './context.ts';
import { kindNamed } from './kinds.ts';
import { addReads, copyReads, takeReads } from './privacy/reads.ts';
import { columnsOf } from './records/rows.ts';

type ListGrants = (ctx: Context, person: { id: string; code: string }) => Promise<Grant[]>;

let listGrants: ListGrants | undefined;

/** Makes known where the roles of people come from: as long as nothing does, nobody but the actor is known to read a circle. */
export function declareGrants(source: ListGrants): void {
	listGrants = source;
}

/**
 * What those whom these audiences name read on the day of the context, by the roles that the records give them; the actor, by their
 * own. The records are weighed, and told to nobody: the trail of readings does not say them.
 */
export async function namedReaders(
	ctx: Context,
	audiences: readonly Audience[]
): Promise<ReadsToday> {
	const named = new Map<string, PersonActor>();
	if (ctx.actor.kind === 'person' && ctx.actor.person !== null)
		named.set(ctx.actor.person, ctx.actor);
	const codes = [...new Set(audiences.flatMap(peopleOfAudience))].filter((one) => !named.has(one));
	if (codes.length > 0) {
		const told = copyReads(ctx.actor);
		for (const one of await actorsOf(ctx, codes)) named.set(one.name, one);
		takeReads(ctx.actor);
		addReads(ctx.actor, told);
	}
	return (code, audience) => {
		const person = named.get(code);
		return person !== undefined && mayRead(person, audience);
	};
}

/** People of the directory as the policy sees them, under their code. */
async function actorsOf(ctx: Context, codes: string[]): Promise<PersonActor[]> {
	const people = kindNamed('person')?.table;
	const column = people && columnsOf(people)['code'];
	if (!listGrants || !column) return [];
	const known = await ctx.db
		.select({ id: sql<string>`${people.id}`, code: sql<string>`${column}` })
		.from(people as PgTable)
		.where(inArray(column, codes));
	const actors: PersonActor[] = [];
	for (const { id, code } of known) {
		const grants = await listGrants(ctx, { id, code });
		actors.push({ kind: 'person', name: code, person: code, account: '', grants });
	}
	return actors;
}
