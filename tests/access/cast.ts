import { partialDate } from '#core/partial-date.ts';
import type { PersonActor } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { listGrants } from '#collectors/permissions.ts';
import { group } from '#modules/groups/index.ts';
import { groupParticipant } from '#modules/groups/server/tables.ts';
import { membership, organisation, person, role } from '#modules/network/index.ts';

/** What the casts tell is open, unless a test says otherwise. */
const OPEN = { audience: 'public' as const };

/** The day of tests is Wednesday 13 March 2024. */
const date = (text: string | null) => (text === null ? null : partialDate(text));

/** An organisation; the one whose code is the collective's own is the association itself. */
export async function anOrganisation(ctx: Context, code: string, member = false): Promise<string> {
	const [row] = await ctx.db
		.insert(organisation)
		.values({ ...OPEN, code, name: code.toUpperCase(), nature: 'association' })
		.returning({ id: organisation.id });
	if (!row) throw new Error('no row');
	if (member) await ctx.db.insert(membership).values({ ...OPEN, organisationId: row.id });
	return row.id;
}

export async function aPerson(ctx: Context, code: string): Promise<string> {
	const [row] = await ctx.db
		.insert(person)
		.values({ ...OPEN, code, firstName: code })
		.returning({ id: person.id });
	if (!row) throw new Error('no row');
	return row.id;
}

export async function aGroup(
	ctx: Context,
	code: string,
	type: 'workingGroup' | 'bureau' | 'board' = 'workingGroup'
): Promise<string> {
	const circle = type === 'workingGroup' ? 'ptce' : 'association';
	const [row] = await ctx.db
		.insert(group)
		.values({ ...OPEN, code, name: code.toUpperCase(), type, circle })
		.returning({ id: group.id });
	if (!row) throw new Error('no row');
	return row.id;
}

/** A dated function of a person in an organisation. */
export async function holds(
	ctx: Context,
	personId: string,
	organisationId: string,
	held: (typeof role.$inferInsert)['function'],
	[from, until]: [string | null, string | null] = [null, null]
): Promise<void> {
	await ctx.db.insert(role).values({
		...OPEN,
		personId,
		organisationId,
		function: held,
		from: date(from),
		until: date(until)
	});
}

/** A dated participation of a person, or of an organisation, in a group. */
export async function takesPart(
	ctx: Context,
	groupId: string,
	who: { personId: string } | { organisationId: string },
	held: (typeof groupParticipant.$inferInsert)['role'],
	[from, until]: [string | null, string | null] = [null, null]
): Promise<void> {
	await ctx.db
		.insert(groupParticipant)
		.values({ ...OPEN, groupId, ...who, role: held, from: date(from), until: date(until) });
}

/** The person as signed in on the day of the context: with the roles that records give. */
export async function asPerson(ctx: Context, id: string, code: string): Promise<PersonActor> {
	const grants = await listGrants(ctx, { id, code });
	return { kind: 'person', name: code, person: code, account: code, grants };
}
