import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Actor } from '../actor.ts';
import type { Audience } from '../vocabulary.ts';

export type Database = NodePgDatabase;

/** The PTCE that runs this Fanal. */
export interface Collective {
	id: string;
	/** Slug; its tables live in the PostgreSQL schema `c_<code>`. */
	code: string;
	settings: CollectiveSettings;
}
export interface CollectiveSettings {
	name: string;
	fullName: string;
	ptce?: string;
	territory: string;
	address?: string;
	postalCode?: string;
	city?: string;
	website?: string;
	motto?: string;
	colours: { main: string; accent: string };
	/** Year of the last import, shown by default. */
	year: number;
	/** Day at which the data of that year are read, `YYYY-MM-DD`; its last day when it is not said. */
	cutOffOn?: string;
	/** Loaded by `npm run demo`: sign-in is free, and no other collective may be loaded over it. */
	demonstration?: boolean;
}

/** One unit of work: one transaction on the schema of one collective, one actor, one clock. */
export interface Context {
	db: Database;
	collective: Collective;
	actor: Actor;
	now: Date;
	/** Civil day in Europe/Paris, `YYYY-MM-DD`. */
	today: string;
	/** Records written in this unit of work, by kind: what collectors refresh before the commit. */
	touched: Map<string, Set<string>>;
	/** Identifier of this unit of work, borne by all that it writes in the journal: an act is undone whole. */
	act: string;
	/** Acts on records in this unit of work, in order: what programs elsewhere are told of. */
	acts: Act[];
	/** Lists leave out what was archived: pages of what is current, choices of forms, search. Reports and counts do not. */
	withoutArchived?: boolean;
	/** The import that this unit of work is: the journal says so of each act. */
	importId?: string;
}

/** One act on a record, as the journal tells it. */
export interface Act {
	/** `need.created`. */
	event: string;
	kind: string;
	recordId: string;
	/** Who reads the record, and who read it before when that has changed. */
	audience: Audience;
	audienceBefore?: Audience;
}

/** The same unit of work with something else: other eyes, without what was archived. What it depends on is still noted. */
export function within(ctx: Context, changes: Partial<Context>): Context {
	return Object.assign(Object.create(ctx) as Context, changes); // made of one
}
