import { asc } from 'drizzle-orm';
import type { PersonActor } from '#core/actor.ts';
import { roles, type Grant, type Role } from '#core/roles.ts';
import type { Context } from '#core/server/context.ts';
import { person } from '#modules/network/index.ts';
import type { ListGrants } from './actor.ts';

/** A role that visitors of a demonstration may try, lent by a person of the records. */
export interface TriedRole {
	role: Role;
	/** "le bureau", after "entrer comme". */
	label: string;
	person: string | null;
	/** "Balise, bureau": where the rights come from, without the name of the person. */
	rights: string[];
}

const TRIED: [Role, string][] = [
	['team', 'l’équipe'],
	['board', 'le bureau'],
	['representative', 'un membre'],
	['pilot', 'un pilote de groupe'],
	['groupMember', 'un participant de groupe'],
	['partner', 'un partenaire']
];

/** Asking everybody's rights takes a second: once a day is enough for a demonstration. */
const asked = new Map<string, Promise<TriedRole[]>>();

/** The roles that visitors may try today. */
export function listTriedRoles(ctx: Context, listGrants: ListGrants): Promise<TriedRole[]> {
	const key = `${ctx.collective.id} ${ctx.today}`;
	const known = asked.get(key) ?? findTriedRoles(ctx, listGrants);
	asked.set(key, known);
	known.catch(() => asked.delete(key));
	return known;
}

/**
 * The roles that somebody of the directory holds today, each by the person who holds the fewest others. The team is always
 * there: without an employee in the records, it is an invented one.
 */
async function findTriedRoles(ctx: Context, listGrants: ListGrants): Promise<TriedRole[]> {
	const people = await ctx.db
		.select({ id: person.id, code: person.code })
		.from(person)
		.orderBy(asc(person.code));
	const held: { code: string; grants: Grant[] }[] = [];
	for (const one of people) held.push({ code: one.code, grants: await listGrants(ctx, one) });
	held.sort((a, b) => a.grants.length - b.grants.length);
	return TRIED.flatMap(([role, label]) => {
		const model = held.find(({ grants }) => grants.some((grant) => grant.role === role));
		if (!model && role !== 'team') return [];
		return [
			{
				role,
				label,
				person: model?.code ?? null,
				rights: [...new Set((model?.grants ?? []).map(shown))]
			}
		];
	});
}

/** Who acts while a role is tried: the rights are real, the name is not. */
export async function demonstrationActor(
	ctx: Context,
	tried: { name: string; person: string | null },
	listGrants: ListGrants
): Promise<PersonActor> {
	const people = await ctx.db.select({ id: person.id, code: person.code }).from(person);
	const model = people.find((one) => one.code === tried.person);
	const grants: Grant[] = model
		? await listGrants(ctx, model)
		: [{ role: 'team', because: 'fait partie de l’équipe de démonstration' }];
	return {
		kind: 'person',
		name: tried.name,
		person: model?.code ?? null,
		// Each role is somebody: what one of them reads is not taken for what another has read.
		account: `demonstration:${model?.code ?? 'equipe'}`,
		grants
	};
}

function shown({ role, scope }: Grant): string {
	const name = roles[role].label.toLocaleLowerCase('fr');
	return scope ? `${name} (${scope.name})` : name;
}
