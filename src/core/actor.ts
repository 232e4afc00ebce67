import { reaches, roles, type Belonging, type Grant, type Role } from './roles.ts';
import {
	audiences,
	groupOfAudience,
	isForPilots,
	peopleOfAudience,
	type Audience
} from './vocabulary.ts';

type Circle = keyof typeof audiences;

/**
 * Who acts. `person` has signed in: rights come from records, as grants. `guest` holds a signed link to one
 * thing, and reads it as its audience would. `operator` is the person at the console of the machine.
 */
export type Actor =
	| { kind: 'public'; /** The team sees the place as the public does. */ seeingAs?: string }
	| PersonActor
	| {
			kind: 'guest';
			name: string;
			reads: readonly Audience[];
			/** What the record was when it was lent: the guest reads nothing that came, was moved or was opened since. */
			lent?: { recordId: string; at: Date; readers: Audience; ties: readonly string[] };
	  }
	| { kind: 'operator'; name: string };

export interface PersonActor {
	kind: 'person';
	name: string;
	/** Code of the person in the directory; null for an account that is nobody there (technical administrator). */
	person: string | null;
	account: string;
	grants: readonly Grant[];
	/** In whose name the person works in this session ("j’agis pour …"): said in the journal, no right comes or goes. */
	onBehalfOf?: string;
	/** Acts through a program, by a token that was let write in these modules only. */
	token?: { name: string; writes: readonly string[] };
	/** Sees the place as somebody else would ("voir comme"): reads, never acts. */
	seeingAs?: string;
	/** Then, the name of who really looks: what is read is noted under it. */
	viewer?: string;
}

export const PUBLIC: Actor = { kind: 'public' };
export const OPERATOR: Actor = { kind: 'operator', name: 'exploitation' };

/** An answer and its reason, one French sentence. */
export interface Decision {
	allowed: boolean;
	because: string;
}

/** What is asked: to read a record of an audience, or to use a permission on what belongs to somebody. */
export type Request = { read: Audience } | { permission: string; on?: Belonging };

/** Who may use a permission by default, as the modules declare it. */
export interface PermissionRule {
	id: string;
	/** French, completes "peut": "tenir l’annuaire à jour". */
	label: string;
	roles: readonly (Role | 'public')[];
}

const rules = new Map<string, PermissionRule>();

/** Makes the permissions of modules known to the policy; a permission that nobody declares is refused. */
export function declarePermissions(declared: readonly PermissionRule[]): void {
	for (const rule of declared) rules.set(rule.id, rule);
}

/** What the policy answers about a permission: who holds it, in French. */
export function permissionRule(id: string): PermissionRule | undefined {
	return rules.get(id);
}

/** Roles that read a circle of readers. */
export function rolesReading(circle: keyof typeof CIRCLES): readonly Role[] {
	return CIRCLES[circle];
}

/** Roles that read each circle. Team and board hold the collective's secrets together, not those of named people. */
const CIRCLES: Record<'members' | 'council' | 'board' | 'team', readonly Role[]> = {
	members: ['team', 'board', 'council', 'representative'],
	council: ['team', 'board', 'council'],
	board: ['team', 'board'],
	team: ['team']
};

/** The one policy of every door: page, form, export, search, feed, file, API, mail link. */
export function decide(actor: Actor, request: Request): Decision {
	if ('read' in request) return decideReading(actor, request.read);
	return decideActing(actor, request.permission, request.on);
}

/** May the actor read records of this audience? The yes or no of `decide`, for filters. */
export function mayRead(actor: Actor, audience: Audience): boolean {
	return decideReading(actor, audience).allowed;
}

/**
 * Audiences of circles and groups that the actor reads, to filter rows in SQL. Records kept to named people
 * come on top: their audience names the person.
 */
export function readableAudiences(actor: Actor): Audience[] {
	if (actor.kind === 'guest') return ['public', ...actor.reads];
	const circles = (Object.keys(audiences) as Circle[]).filter((one) => mayRead(actor, one));
	if (actor.kind !== 'person') return circles;
	const pilot = (grant: Grant) => grant.role === 'pilot';
	return [
		...circles,
		...groupsOf(actor).map((code): Audience => `group:${code}`),
		...groupsOf(actor, pilot).map((code): Audience => `pilots:${code}`)
	];
}

/**
 * Do all readers of `whole` read `part` too? What a record tells of its parts, in a search entry or a title, may only come from
 * parts of which this is true.
 */
export function isAsWide(part: Audience, whole: Audience): boolean {
	if (part === 'public' || part === whole) return true;
	if (whole === 'council') return part === 'members';
	if (whole === 'board') return part === 'members' || part === 'council';
	const [some, fewer] = [part, whole].map(peopleOfAudience);
	if (fewer?.length) return fewer.every((code) => some?.includes(code));
	// The team reads what is kept to any group.
	if (whole === 'team') return peopleOfAudience(part).length === 0;
	return isForPilots(whole) && part === `group:${groupOfAudience(whole) ?? ''}`;
}

/** Does the actor read what is kept to any group, or to any people? The team for groups, the console for all. */
export function readsAll(actor: Actor, narrow: 'groups' | 'people'): boolean {
	if (actor.kind === 'operator') return true;
	return narrow === 'groups' && actor.kind === 'person' && has(actor, 'team');
}

/** Does the person hold the role today, on anything? */
function has(actor: Actor, role: Role): boolean {
	return actor.kind === 'person' && actor.grants.some((grant) => grant.role === role);
}

/** What lets the person read records of this audience, as their grant says it: « fait partie de l’équipe »; undefined for what they may not read, or for what everybody may. */
export function readingGround(actor: PersonActor, audience: Audience): string | undefined {
	if (peopleOfAudience(audience).length > 0)
		return mayRead(actor, audience) ? 'personne nommée' : undefined;
	return grantReading(actor, audience)?.because;
}

function grantReading(actor: PersonActor, audience: Audience): Grant | undefined {
	const group = groupOfAudience(audience);
	return group === undefined
		? circleGrant(actor, audience)
		: groupGrant(actor, group, isForPilots(audience));
}

function decideReading(actor: Actor, audience: Audience): Decision {
	if (audience === 'public') return yes('Cette fiche est publique.');
	if (actor.kind === 'operator') return yes('L’exploitant de la machine lit tout, par la console.');
	if (actor.kind === 'public')
		return no('Cette fiche n’est pas publique : connectez-vous pour la lire.');
	if (actor.kind === 'guest')
		return actor.reads.includes(audience)
			? yes('Le lien que vous avez reçu ouvre cette fiche.')
			: no('Le lien que vous avez reçu n’ouvre pas cette fiche.');
	const people = peopleOfAudience(audience);
	if (people.length > 0)
		return actor.person !== null && people.includes(actor.person)
			? yes(`${actor.name} est parmi les personnes nommées sur cette fiche.`)
			: no('Cette fiche est réservée à des personnes nommées.');
	const grant = grantReading(actor, audience);
	return grant
		? yes(`${actor.name} ${grant.because}.`)
		: no(RESERVED[reservedTo(audience, groupOfAudience(audience))]);
}

function circleGrant(actor: PersonActor, audience: Audience): Grant | undefined {
	if (audience === 'public') return undefined;
	const wanted = CIRCLES[audience as keyof typeof CIRCLES]; // the three circles that are neither public nor narrow
	return actor.grants.find((grant) => wanted.includes(grant.role));
}

function reservedTo(audience: Audience, group: string | undefined): keyof typeof RESERVED {
	if (group === undefined) return audience as keyof typeof CIRCLES; // neither public, nor a group, nor people
	return isForPilots(audience) ? 'pilots' : 'group';
}

function groupGrant(actor: PersonActor, code: string, pilots: boolean): Grant | undefined {
	return actor.grants.find(
		({ role, scope }) =>
			role === 'team' ||
			(scope?.kind === 'group' && scope.code === code && (!pilots || role === 'pilot'))
	);
}

function groupsOf(actor: PersonActor, which: (grant: Grant) => boolean = () => true): string[] {
	const codes = actor.grants.flatMap((grant) =>
		grant.scope?.kind === 'group' && which(grant) ? [grant.scope.code] : []
	);
	return [...new Set(codes)];
}

const RESERVED = {
	members: 'Cette fiche est réservée aux membres du collectif.',
	council: 'Cette fiche est réservée au conseil d’administration, au bureau et à l’équipe.',
	board: 'Cette fiche est réservée au bureau et à l’équipe.',
	team: 'Cette fiche est réservée à l’équipe.',
	group: 'Cette fiche est réservée aux participants de son groupe.',
	pilots: 'Cette fiche est réservée à l’équipe et à qui pilote son groupe.'
} as const;

function decideActing(actor: Actor, permission: string, on?: Belonging): Decision {
	const rule = rules.get(permission);
	if (actor.kind === 'operator') return yes('L’exploitant de la machine agit par la console.');
	if (!rule) return no('Cette action n’est ouverte à personne.');
	if (rule.roles.includes('public')) return yes(`Tout le monde peut ${rule.label}.`);
	if (actor.kind !== 'person')
		return no(`Pour ${rule.label}, connectez-vous avec un compte qui en a le droit.`);
	if (actor.seeingAs && !permission.endsWith('.read'))
		return no(`Vous voyez le site comme ${actor.seeingAs} : revenez à vous-même pour agir.`);
	if (actor.token && !permission.endsWith('.read') && !isWrittenBy(actor.token, permission))
		return no(
			`Le jeton « ${actor.token.name} » ne permet pas de ${rule.label} : il en faut un autre.`
		);
	const held = actor.grants.filter((grant) => rule.roles.includes(grant.role));
	const grant = on === undefined ? held[0] : held.find((one) => reaches(one, on));
	if (grant) return yes(`${actor.name} peut ${rule.label} : ${grant.because}.`);
	if (held.length > 0)
		return no(`Vous pouvez ${rule.label} là où vous en avez la charge, pas ici.`);
	return no(`Pour ${rule.label}, il faut l’un de ces rôles : ${roleNames(rule)}.`);
}

function isWrittenBy(token: { writes: readonly string[] }, permission: string): boolean {
	return token.writes.includes(permission.split('.')[0] ?? '');
}

function roleNames(rule: PermissionRule): string {
	return rule.roles
		.flatMap((role) => (role === 'public' ? [] : [roles[role].label.toLocaleLowerCase('fr')]))
		.join(', ');
}

function yes(because: string): Decision {
	return { allowed: true, because };
}

function no(because: string): Decision {
	return { allowed: false, because };
}
