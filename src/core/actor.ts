import type { Audience } from './vocabulary.ts';

/** Who acts. `operator` is the person at the console of the machine: it imports, publishes, repairs. */
export type Actor =
	{ kind: 'public' } | { kind: 'team'; name: string } | { kind: 'operator'; name: string };

export const PUBLIC: Actor = { kind: 'public' };
export const OPERATOR: Actor = { kind: 'operator', name: 'exploitation' };

/** An answer and its reason, one French sentence. */
export interface Decision {
	allowed: boolean;
	because: string;
}

/** What is asked: to read a record of an audience, or to use a permission (`network.write`). */
export type Request = { read: Audience } | { permission: string };

const READABLE: Record<Actor['kind'], readonly Audience[]> = {
	public: ['public'],
	team: ['public', 'members', 'board', 'team'],
	operator: ['public', 'members', 'board', 'team']
};

/**
 * The one policy of every door: page, export, search, feed, file, API. A permission ending in `.read` is
 * open to all (the records themselves carry their audience); any other belongs to the team.
 */
export function decide(actor: Actor, request: Request): Decision {
	if ('read' in request) {
		const allowed = READABLE[actor.kind].includes(request.read);
		return { allowed, because: readingReason(actor, request.read, allowed) };
	}
	if (actor.kind !== 'public') {
		return { allowed: true, because: 'L’équipe du collectif tient ces informations à jour.' };
	}
	const allowed = request.permission.endsWith('.read');
	return {
		allowed,
		because: allowed
			? 'Cette liste est ouverte à tous ; chaque fiche dit qui peut la lire.'
			: 'Cette action est réservée à l’équipe : connectez-vous pour la faire.'
	};
}

/** Audiences whose records the actor may read: the row filter that goes with `decide`. */
export function readableAudiences(actor: Actor): readonly Audience[] {
	return READABLE[actor.kind];
}

function readingReason(actor: Actor, audience: Audience, allowed: boolean): string {
	if (audience === 'public') return 'Cette fiche est publique.';
	if (allowed) return 'Vous lisez cette fiche parce que vous êtes de l’équipe.';
	return actor.kind === 'public'
		? 'Cette fiche n’est pas publique : connectez-vous pour la lire.'
		: 'Cette fiche est réservée.';
}
