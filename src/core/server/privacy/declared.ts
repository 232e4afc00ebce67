import type { SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '../context.ts';

/**
 * How a column names somebody: the identifier or the code of a person of the directory, the identifier of an account, an
 * address of mail, or a name as it was written.
 */
export type Naming = 'person' | 'code' | 'account' | 'address' | 'name';

/** A table that names people: somebody finds in it what is kept on them, and their erasure reaches it. */
export interface PersonalTable {
	/** SQL name. */
	table: string;
	/** French, what the rows are to the person: "Présences aux réunions". */
	label: string;
	/** The same as the team reads it; needed by a label in the first person: "Sa fiche". */
	labelForTeam?: string;
	/** Rows of their own security, such as their sessions: they read them in their account, and nobody else does. */
	isForThemAlone?: boolean;
	/** SQL column → how it names the person. */
	by: Record<string, Naming>;
	/** Only the rows that hold these values: SQL column → value. */
	when?: Record<string, string>;
	/** SQL column → French words of what is told; a table that has a kind is told by the columns of its file. */
	tells?: Record<string, string>;
	/**
	 * What the erasure of the person does to the rows: they go, or they stay and lead to nobody (a reference to the
	 * directory leads to « Personne effacée », a name is replaced), these further columns emptied.
	 */
	erasure: 'remove' | { because: string; empties?: string[] };
}

/** Texts that keep the names they hold, whoever is erased: the law wants the act as it was. */
export interface LawfulText {
	/** SQL name. */
	table: string;
	/** Only the rows that hold these values: SQL column → value. */
	when?: Record<string, string>;
	/** French: "Procès-verbaux approuvés". */
	label: string;
	because: string;
}

/** Somebody, by all that may name them in a table. */
export interface Subject {
	personId: string | null;
	code: string | null;
	/** "Ada Martin"; empty when somebody else bears the same name, which then proves nothing. */
	names: string[];
	accounts: string[];
	/** Lower case. */
	addresses: string[];
}

/** A term after which something is forgotten by itself. */
export interface Term {
	/** `accounts.sessions`. */
	id: string;
	/** French, plural: "Sessions". */
	label: string;
	/** French: "trente jours après l’entrée". */
	after: string;
	/** French: "Une session finie n’ouvre plus rien." */
	because: string;
	/** The rows whose end is past are removed, or have these columns emptied or replaced (property → value)… */
	rows?: {
		table: PgTable;
		/** SQL instant at which the term of a row ends; null: never. */
		endsAt: SQL;
		replaces?: Record<string, unknown>;
		/** Written by a library that keeps the clock of the machine, which a demonstration does not. */
		byMachineClock?: boolean;
	};
	/** …or these people of the directory (identifiers) are erased, as if they had asked for it. */
	people?: (ctx: Context, until: Date) => Promise<string[]>;
}
