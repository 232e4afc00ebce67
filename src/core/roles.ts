import { vocabulary } from './vocabulary.ts';

/**
 * What a person is to the collective. A role is never typed: it follows from a dated record (function,
 * mandate, participation, follow-up), but for `administrator`, who tends the installation.
 */
export const roles = vocabulary({
	administrator: { word: 'administration', label: 'Administration de l’installation' },
	team: { word: 'equipe', label: 'Équipe salariée' },
	board: { word: 'bureau', label: 'Bureau' },
	council: { word: 'conseil', label: 'Conseil d’administration' },
	representative: { word: 'representant', label: 'Représentation d’un membre' },
	pilot: { word: 'pilote', label: 'Pilotage d’un groupe' },
	groupMember: { word: 'membre-groupe', label: 'Participation à un groupe' },
	partner: { word: 'partenaire', label: 'Partenaire' },
	followUp: { word: 'suivi', label: 'Suivi confidentiel' }
});
export type Role = keyof typeof roles;

/** The thing a role is held on: a group for its pilot, an organisation for its representative. */
export interface Scope {
	kind: 'group' | 'organisation';
	id: string;
	code: string;
	name: string;
}

/** A right that a person holds today, and the record it comes from. */
export interface Grant {
	role: Role;
	scope?: Scope;
	/** One French sentence with the person as subject: "est co-pilote du GT5 depuis le 3 mars 2023". */
	because: string;
}

/** What a record belongs to: who pilots that group or represents that organisation may write it. */
export interface Belonging {
	groups?: string[];
	organisations?: string[];
}

/** Does a scoped right reach a record? A right without scope reaches all of them. */
export function reaches(grant: Grant, belonging: Belonging): boolean {
	if (!grant.scope) return true;
	const ids = grant.scope.kind === 'group' ? belonging.groups : belonging.organisations;
	return ids?.includes(grant.scope.id) ?? false;
}
