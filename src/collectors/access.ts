import {
	decide,
	permissionRule,
	rolesReading,
	type Decision,
	type PersonActor
} from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import { roles, type Role } from '#core/roles.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import {
	audienceLabel,
	groupOfAudience,
	isForPilots,
	peopleOfAudience,
	type Audience
} from '#core/vocabulary.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { eq } from 'drizzle-orm';
import { formatPartialDate } from '#core/partial-date.ts';
import { homeOf } from './editing/home.ts';
import { listNarrowerParts } from './editing/narrower-parts.ts';
import { actorOfPerson } from './holders.ts';
import { guestsReading } from './lent-readers.ts';

export interface AccessPage {
	title: string;
	path: string;
	/** "Les membres". */
	readers: string;
	/** Roles behind these words, in French; then who reads it by a link. */
	reading: string[];
	writing: string[];
	/** The same questions about one person, when one is named. */
	person: { name: string; roles: string[]; reads: Decision; writes: Decision } | null;
}

/**
 * Who reads a record, who may change it, and the answer of the policy for one person, with its reason. Refuses (404)
 * a record that does not exist, (403) one that the actor may not read.
 */
export async function explainAccess(
	ctx: Context,
	kindName: string,
	id: string,
	personCode: string | null
): Promise<AccessPage> {
	const kind = kinds.find((one) => one.name === kindName);
	const [described] =
		(/^[0-9a-f-]{36}$/.test(id) ? await objectKinds.get(kindName)?.describe(ctx, [id]) : []) ?? [];
	if (!kind || !described) throw absent('Cette fiche n’existe pas.');
	const mine = decide(ctx.actor, { read: described.audience });
	if (!mine.allowed) throw new Refused('forbidden', [{ code: 'forbidden', message: mine.because }]);
	const [row = {}] = await storedRows(ctx, kind, eq(kind.table.id, id));
	const [on = {}] = await belongingsOf(ctx, kind, [row]);
	const holder = personCode ? await actorOfPerson(ctx, personCode) : null;
	return {
		title: described.title,
		path: (await homeOf(ctx, kind, row)).path,
		readers: audienceLabel(described.audience),
		reading: [
			...readingRoles(described.audience),
			...(await exceptionsOf(ctx, kind, row)),
			...(await guestsReading(ctx, kind, row)).map(
				({ guest, lentBy, until }) =>
					`${guest}, par le lien que ${lentBy} a prêté, jusqu’au ${formatPartialDate(until)} : ce qui était là quand il a été prêté.`
			)
		],
		writing: writingRoles(kind.permission),
		person: holder
			? {
					name: holder.name,
					roles: roleSentences(holder),
					reads: decide(holder, { read: described.audience }),
					writes: decide(holder, { permission: kind.permission, on })
				}
			: null
	};
}

/** What the record is made of and fewer people read, kind by kind: "Sauf 2 décisions, lues par le bureau." */
async function exceptionsOf(ctx: Context, kind: AnyKind, row: Row): Promise<string[]> {
	return (await listNarrowerParts(ctx, kind, row)).map(
		({ label, readers }) => `Sauf ${label} : ${readers} seulement.`
	);
}

function readingRoles(audience: Audience): string[] {
	if (audience === 'public') return ['Tout le monde, sans se connecter.'];
	const people = peopleOfAudience(audience);
	if (people.length > 0)
		return [
			'Ces personnes seulement, quand elles sont connectées : l’équipe elle-même ne lit pas.'
		];
	if (isForPilots(audience)) return ['Qui pilote ce groupe, le jour même.', `${labelOf('team')}.`];
	if (groupOfAudience(audience) !== undefined)
		return ['Qui pilote ce groupe ou y participe, le jour même.', `${labelOf('team')}.`];
	return rolesReading(audience as 'members' | 'council' | 'board' | 'team').map(
		(role) => `${labelOf(role)}.`
	); // neither public nor narrow
}

function writingRoles(permission: string): string[] {
	const rule = permissionRule(permission);
	return (rule?.roles ?? []).map((role) => {
		if (role === 'public') return 'Tout le monde.';
		const scoped = role === 'pilot' || role === 'representative';
		return `${labelOf(role)}${scoped ? ', là où la personne en a la charge' : ''}.`;
	});
}

function roleSentences(holder: PersonActor): string[] {
	return holder.grants.map((grant) => `${labelOf(grant.role)} : ${grant.because}.`);
}

function labelOf(role: Role): string {
	return roles[role].label;
}
