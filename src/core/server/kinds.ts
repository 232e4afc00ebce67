import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { decide, type Actor } from '../actor.ts';
import { aside, audienceCell, dayCell, may, textCell, type Column } from '../cells.ts';
import type { PartialDate } from '../partial-date.ts';
import type { Refusal } from '../errors.ts';
import type { Audience } from '../vocabulary.ts';
import type { Context } from './context.ts';

export type Columns = Record<string, Column>;

/** Values of a row, typed from its columns: an optional column may be null. Who writes a record seldom speaks of archives. */
export type InputOf<C extends Columns> = {
	[K in Exclude<keyof C, 'archivedOn'>]: C[K] extends Column<infer T, infer R>
		? R extends true
			? T
			: T | null
		: never;
} & { archivedOn?: PartialDate | null };

/** A table of records: the columns of `recordColumns()`, and those of the kind. */
export type RecordTable = PgTable & {
	id: PgColumn;
	audience: PgColumn;
	source: PgColumn;
	archivedOn: PgColumn;
	version: PgColumn;
};

/** Where the several references of one column are kept: a link table with real foreign keys. */
export interface LinkTable {
	table: PgTable;
	/** Property of the link table that holds the record. */
	owner: string;
	/** Property that holds the record referred to. */
	target: string;
}

/** Fields of a row that hold what it belongs to (`id`: the row is that group or organisation itself). */
export interface BelongingFields {
	groups?: readonly string[];
	organisations?: readonly string[];
	/** The record it is a part of, which says the rest. */
	through?: { field: string; kind: () => AnyKind };
}

/**
 * Who reads a new row when its author names nobody (rule 17: closed until opened).
 */
export interface FirstReaders {
	/**
	 * References that say it, in this order: the first that is filled answers, a body by what it gathers, another record by its own
	 * readers, of which the row is a part.
	 */
	of: readonly string[];
	/** When none of them is filled: a circle, or what the row says by itself, such as the sort of a meeting; nothing as long as it does not. */
	else: Audience | ((row: Record<string, unknown>) => Audience | undefined);
	/** French, why a kind of rows is open by nature; asked of each one whose last word is `public`. */
	because?: string;
	/** A circle that the row names by its own sort, whatever it refers to: the bureau for a meeting of the bureau of a group. */
	named?: (row: Record<string, unknown>) => Audience | undefined;
	/** Rows that neither the public nor all members ever read, whoever says it: the name of somebody who was absent. */
	unlessAway?: (row: Record<string, unknown>) => boolean;
}

/**
 * A kind of rows: one file of the import folder, one table, one form. The same definition reads, checks,
 * writes and exports, so that an export can be imported again.
 */
export interface Kind<C extends Columns = Columns> {
	/** English singular, unique: `organisation`. Also the name of its events (`organisation.created`). */
	name: string;
	/** File in the import folder. */
	file: string;
	/** French names for people. */
	singular: string;
	plural: string;
	/** Feminine in French: "créée". */
	feminine?: boolean;
	table: RecordTable;
	/** Field of the table → column of the file. Field names are those of the Drizzle table. */
	columns: C;
	/** Fields that identify a row; empty ones count as equal. */
	key: (keyof C & string)[];
	/** What its form asks at once, in this order, seven fields at most; what else is required comes after, the rest is folded. */
	asks: readonly (keyof C & string)[];
	/** Field holding the code other files refer to: `code` when the kind has one. */
	codeField?: keyof C & string;
	/** Permission asked to write. */
	permission: string;
	/** Fields that hold the proper name of an organisation, a body or a place: whoever bears the same is not proven by it. */
	properNames?: readonly (keyof C & string)[];
	/** Notes of those who write the kind, such as why a passage is sensitive: told to nobody else, in no file and to no program. */
	innerFields?: readonly (keyof C & string)[];
	/** What a row belongs to, for rights held on one group or one organisation; nothing: the team alone writes. */
	belongs?: BelongingFields;
	/** Who reads a new row when nobody is named. */
	firstReaders: FirstReaders;
	/** Who first reads what is said in a body, by its own sort: the bureau for a bureau. For kinds of bodies. */
	gathers?(row: Record<string, unknown>): Audience;
	/**
	 * When the row is held back, so that only those who write it read it whatever readers it names: a draft, a passage that waits for an
	 * agreement; a row of which nothing is known yet is. Such a kind keeps what its author named in `declaredAudience`; its parts are held back with it.
	 */
	heldBack?: {
		when: (row: Record<string, unknown>) => boolean;
		/** The same, when what the row is part of decides too: an agreement given for the edition of another year. */
		within?: (row: Record<string, unknown>, whole: Record<string, unknown>) => boolean;
		/** French, what ends it: "le compte rendu relu". */
		until: string;
		/** What publishing the row writes so that it is no longer held back; absent when another act says it. */
		released?: Record<string, unknown>;
	};
	/** French, what to know before the row is opened to others: the meeting has not been held. */
	cautionOf?(row: Record<string, unknown>): string | undefined;
	/** Rules of one row on its own: French refusals, empty when all is well. */
	check?(input: InputOf<C>): Refusal[];
	/** Why new rows may not come in, by their place in the list: what the stored past forbids. French, after the value of the key. */
	admits?(ctx: Context, rows: Record<string, unknown>[]): Promise<Map<number, string>>;
	/** Further columns of the table computed from the row. */
	complete?(input: InputOf<C>): Record<string, unknown>;
	/** Columns that hold several references. */
	links?: Partial<Record<keyof C & string, LinkTable>>;
}

/** The columns that nearly every file ends with. */
export const commonColumns = {
	audience: may('audience', audienceCell),
	source: may('source', textCell),
	archivedOn: aside(may('archive_le', dayCell))
};

/** A kind whose type is forgotten, as the import and the export see it. */
export type AnyKind = Kind<Columns>;

const known = new Map<string, AnyKind>();

/** Keeps the types of the columns, for `check`, `complete` and `saveRecord`, and makes the kind known by its name. */
export function defineKind<C extends Columns>(kind: Kind<C>): Kind<C> {
	known.set(kind.name, anyKind(kind));
	return kind;
}

/** Every kind of the modules that are there. */
export function everyKind(): AnyKind[] {
	return [...known.values()];
}

/** The kind that a column refers to, once its module is there. */
export function kindNamed(name: string | undefined): AnyKind | undefined {
	return known.get(name ?? '');
}

/** Is a row of the kind a part of the record that this field names, of the same module and as open as it, rather than tied to it? */
export function isPartBy(part: AnyKind, field: string): boolean {
	const whole = kindNamed(part.columns[field]?.type.target);
	return (
		whole !== undefined &&
		!whole.gathers &&
		moduleOf(whole) === moduleOf(part) &&
		part.firstReaders.of.includes(field)
	);
}

/** Every kind whose rows are parts of this one, with the field that says of which. */
export function partsOf(kind: AnyKind): { part: AnyKind; field: string }[] {
	return [...known.values()].flatMap((part) =>
		part.firstReaders.of
			.filter((field) => part.columns[field]?.type.target === kind.name && isPartBy(part, field))
			.map((field) => ({ part, field }))
	);
}

/** Every kind whose rows are closed with a record of this one: its parts, and what a body notes of itself, first read by those it gathers. */
export function narrowedWith(kind: AnyKind): { part: AnyKind; field: string }[] {
	return [...known.values()].flatMap((part) =>
		Object.keys(part.columns)
			.filter(
				(field) => part.columns[field]?.type.target === kind.name && isNarrowedBy(part, field)
			)
			.map((field) => ({ part, field }))
	);
}

/** Is a row of the kind closed with the record that this field names? */
export function isNarrowedBy(part: AnyKind, field: string): boolean {
	const whole = kindNamed(part.columns[field]?.type.target);
	return (
		whole !== undefined &&
		moduleOf(whole) === moduleOf(part) &&
		part.columns[field]?.type.many !== true &&
		part.firstReaders.of.includes(field)
	);
}

/** Name of the module that owns a kind, as its permission says it. */
export function moduleOf({ permission }: AnyKind): string | undefined {
	return permission.split('.')[0];
}

/** Field in which an author names the readers: what a row that may be held back declares, else its audience. */
export function readersField(kind: AnyKind): string {
	return 'declaredAudience' in kind.columns ? 'declaredAudience' : 'audience';
}

/** Who reads a stored row as its author named them, whether it is held back or not. */
export function declaredReaders(kind: AnyKind, row: Record<string, unknown>): Audience {
	return (row[readersField(kind)] ?? row['audience']) as Audience; // the columns of readers
}

/** A typed kind as collectors see it. The columns are the same objects; only their types are widened. */
export function anyKind<C extends Columns>(kind: Kind<C>): AnyKind {
	return kind as unknown as AnyKind; // check/complete take the narrower row, which the import builds from these very columns
}

/** A row as it may be told to the actor: without the notes of those who write the kind, for whom does not. */
export function withoutInner<R extends Record<string, unknown>>(
	actor: Actor,
	kind: AnyKind,
	row: R
): R {
	if (!kind.innerFields || decide(actor, { permission: kind.permission }).allowed) return row;
	return { ...row, ...Object.fromEntries(kind.innerFields.map((field) => [field, null])) };
}
