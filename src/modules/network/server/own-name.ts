import { eq } from 'drizzle-orm';
import type { PersonActor } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import { cleanName } from '#core/typed.ts';
import { type Context, within } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { changeRecord, storedRows } from '#core/server/records.ts';
import { personName } from '../paths.ts';
import { personKind } from './exchange.ts';
import { person } from './tables.ts';

export interface OwnName {
	firstName: string | null;
	lastName: string | null;
	/** Of the record that was read. */
	version: number;
}

/** How the directory writes the name of who is signed in; null for an account that is nobody there. */
export async function ownName(ctx: Context): Promise<OwnName | null> {
	const row = await ownRow(ctx);
	return row && { firstName: row.firstName, lastName: row.lastName, version: row.version };
}

/**
 * Corrects one's own name in the directory (GDPR, article 16), and nothing else of the record. Refuses (404) an account that is
 * nobody there, (422) an empty name, or a record that changed since it was read. Returns the whole name.
 */
export async function correctOwnName(ctx: Context, name: OwnName): Promise<string> {
	const row = await ownRow(ctx);
	if (!row || ctx.actor.kind !== 'person')
		throw absent('Vous n’êtes pas dans l’annuaire : demandez à l’équipe de vous y inscrire.');
	const kind = anyKind(personKind);
	const [stored = {}] = await storedRows(ctx, kind, eq(person.id, row.id));
	const changed = cleaned(name);
	await changeRecord(
		within(ctx, { actor: keeperOfOwn(ctx.actor) }),
		kind,
		row.id,
		{ ...stored, ...changed },
		name.version
	);
	return personName(changed);
}

/** The two parts of a name as the directory keeps them. */
function cleaned(name: { firstName: string | null; lastName: string | null }) {
	return {
		firstName: cleanName(name.firstName ?? '') || null,
		lastName: cleanName(name.lastName ?? '') || null
	};
}

/**
 * Gives somebody of the directory the name that they wish, for who keeps the directory. Refuses (403) who does not, (422) an empty
 * name. Returns the whole name.
 */
export async function renamePerson(
	ctx: Context,
	personId: string,
	name: { firstName: string | null; lastName: string | null }
): Promise<string> {
	const kind = anyKind(personKind);
	const [stored] = await storedRows(ctx, kind, eq(person.id, personId));
	if (!stored) throw absent('Cette personne n’est plus dans l’annuaire.');
	const changed = cleaned(name);
	await changeRecord(ctx, kind, personId, { ...stored, ...changed }, Number(stored['version']));
	return personName(changed);
}

async function ownRow(ctx: Context) {
	const code = ctx.actor.kind === 'person' ? ctx.actor.person : null;
	if (code === null) return null;
	const [row] = await ctx.db.select().from(person).where(eq(person.code, code));
	return row ?? null;
}

/** For that one act, somebody keeps the directory as the team does; the journal says who they are. */
function keeperOfOwn(actor: PersonActor): PersonActor {
	return {
		...actor,
		grants: [...actor.grants, { role: 'team', because: 'corrige son propre nom' }]
	};
}
