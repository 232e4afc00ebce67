import { getTableColumns, getTableName } from 'drizzle-orm';
import pg from 'pg';
import type { Actor } from '../../actor.ts';
import { everyKind, type AnyKind } from '../kinds.ts';
import type { Queries } from '../snapshot.ts';
import { searchEntry } from '../tables.ts';

/** A row of a record that somebody was answered: the texts of it that came. */
export type ReadTexts = Set<string>;
/** Rows of records that the units of work of one person were answered: by kind, then by identifier, or by code where only that was asked. */
export type Reads = Map<string, Map<string, ReadTexts>>;

/** The identity of an actor is that of a request: each makes its own, so that nobody needs to hand the list from one unit to the next. */
const readsOf = new WeakMap<Actor, Reads>();

function readsFor(actor: Actor): Reads {
	return readsOf.get(actor) ?? new Map<string, Map<string, ReadTexts>>();
}

/** What was read for this actor since it was last asked; asked once the answer is made. */
export function takeReads(actor: Actor): Reads {
	const reads = readsFor(actor);
	readsOf.delete(actor);
	return reads;
}

/** Adds what an answer kept from another time was written from: whoever is given it reads that too. */
export function addReads(actor: Actor, more: Reads): void {
	for (const [kind, rows] of more)
		for (const [id, texts] of rows) {
			// A row without words is read too.
			const known = textsOf(actor, kind, id);
			for (const text of texts) known.add(text);
		}
}

/** What was read for this actor until now, as a list of its own. */
export function copyReads(actor: Actor): Reads {
	return new Map([...readsFor(actor)].map(([kind, rows]) => [kind, new Map(rows)]));
}

/** Notes a row that a query gathers with others in one value, where no column tells what it is of. */
export function noteRead(actor: Actor, kind: string, id: string, texts: readonly string[]): void {
	if (actor.kind !== 'person') return;
	const known = textsOf(actor, kind, id);
	for (const text of texts) known.add(text);
}

/** Notes rows without words of their own (a role, an attendance) that a query gathers with others in one value. */
export function noteGathered(actor: Actor, kind: string, ids: readonly string[]): void {
	for (const id of ids) noteRead(actor, kind, id, []);
}

function textsOf(actor: Actor, kind: string, id: string): ReadTexts {
	const reads = readsFor(actor);
	readsOf.set(actor, reads);
	const rows = reads.get(kind) ?? new Map<string, ReadTexts>();
	reads.set(kind, rows);
	const texts = rows.get(id) ?? new Set();
	rows.set(id, texts);
	return texts;
}

/** Where a table of the database says which record a row is of, and in what words; the numbers are those of its columns. */
interface Place {
	/** Kind of every row; null where each row names its own. */
	kind: string | null;
	id: number;
	/** The column that tells rows of the kind apart for people, for a query that asks no identifier. */
	code: number;
	kindColumn: number;
	words: Set<number>;
	/** What a query may not ask without the identifier: words, and all that a row without words of its own holds. */
	told: Set<number>;
}
/** The tables of each collective: null for those that tell of no record. */
const places = new Map<string, Map<number, Place | null>>();

/**
 * The connection of a person’s unit of work, which notes the records among the rows that come back. PostgreSQL says of each
 * column of an answer which table it is of (protocol 3.0, RowDescription): whatever the query, and whoever wrote it, a row of a
 * record that is asked with its identifier is seen.
 */
export async function watchReads(
	client: Queries,
	actor: Actor,
	{ database, schema }: { database: string; schema: string }
): Promise<pg.PoolClient> {
	// All that Drizzle asks of a client is `query`.
	const whole = client as pg.PoolClient;
	if (actor.kind !== 'person') return whole;
	const key = `${database} ${schema}`;
	const known = places.get(key) ?? (await readPlaces(whole, schema));
	places.set(key, known);
	// Of its many forms, those that answer a promise are the ones in use here.
	const query = whole.query.bind(whole) as (...asked: unknown[]) => Promise<unknown>;
	const watched = {
		query: async (...asked: unknown[]) => {
			const answer = await query(...asked);
			if (isRows(answer)) note(actor, known, answer);
			return answer;
		}
	};
	return watched as unknown as pg.PoolClient;
}

type Rows = pg.QueryArrayResult | pg.QueryResult<Record<string, unknown>>;
const isRows = (answer: unknown): answer is Rows =>
	typeof answer === 'object' && answer !== null && 'rows' in answer && 'fields' in answer;

function note(actor: Actor, known: Map<number, Place | null>, { rows, fields }: Rows): void {
	if (rows.length === 0) return;
	const tables = Map.groupBy(fields.entries(), ([, one]) => one.tableID);
	for (const [table, columns] of tables) {
		const place = known.get(table);
		if (!place) continue;
		const words = columns.filter(([, one]) => place.words.has(one.columnID));
		const named = (number: number) => columns.filter(([, one]) => one.columnID === number);
		const ids = named(place.id);
		const keys = ids.length > 0 ? ids : named(place.code);
		const told = columns.filter(([, one]) => place.told.has(one.columnID));
		if (keys.length === 0 && told.length > 0 && place.kind !== null) blind(place.kind, told);
		const [kindAt] = named(place.kindColumn)[0] ?? [];
		for (const [at] of keys)
			for (const row of rows) {
				const key = cell(row, fields, at);
				const kind = place.kind ?? (kindAt === undefined ? undefined : cell(row, fields, kindAt));
				if (typeof key !== 'string' || typeof kind !== 'string') continue;
				const texts = textsOf(actor, kind, key);
				for (const [where] of words) {
					const text = cell(row, fields, where);
					if (typeof text === 'string' && text !== '') texts.add(text);
				}
			}
	}
}

let blind = (_kind: string, _told: readonly [number, pg.FieldDef][]): void => undefined;

/** Makes a query fail that asks for what a record tells without what tells which: nobody would know that it was read. For tests. */
export function refuseBlindReads(): void {
	blind = (kind, told) => {
		const columns = told.map(([, one]) => one.name).join(', ');
		throw new Error(
			`ask for the id of each ${kind} beside ${columns}: the trail of readings needs it`
		);
	};
}

function cell(row: unknown, fields: pg.FieldDef[], at: number): unknown {
	if (Array.isArray(row)) return row[at] as unknown;
	return (row as Record<string, unknown>)[fields[at]?.name ?? '']; // rows are arrays or objects
}

/** Types of cells that hold words of a record, rather than one of a list. */
const WORDS = ['texte', 'long', 'code'];

/** May a row of the kind be without any word but its code? */
export function isWordless(kind: AnyKind): boolean {
	return !Object.entries(kind.columns).some(
		([field, { type, required }]) =>
			required && WORDS.includes(type.name) && field !== kind.codeField
	);
}

/** What the tables of a collective tell of. They change with a migration only, after which every process is started again. */
async function readPlaces(
	client: pg.PoolClient,
	schema: string
): Promise<Map<number, Place | null>> {
	const { rows } = await client.query<Column>(
		`SELECT c.oid::int AS "table", c.relname AS name, a.attname AS column, a.attnum::int AS number
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relnamespace = to_regnamespace($1)::oid AND c.relkind = 'r' AND a.attnum > 0`,
		[schema]
	);
	const kinds = new Map(everyKind().map((kind) => [getTableName(kind.table), kind]));
	return new Map(
		[...Map.groupBy(rows, (one) => one.table)].map(([table, columns]) => [
			table,
			placeOf(columns, kinds)
		])
	);
}

function placeOf(columns: Column[], kinds: Map<string, AnyKind>): Place | null {
	const name = columns[0]?.name ?? '';
	const numberOf = (column: string) =>
		columns.find((one) => one.column === column)?.number ?? ABSENT;
	if (name === getTableName(searchEntry)) {
		const words = [searchEntry.title, searchEntry.line].map((one) => numberOf(one.name));
		const id = numberOf(searchEntry.recordId.name);
		const kindColumn = numberOf(searchEntry.kind.name);
		return {
			kind: null,
			id,
			code: ABSENT,
			kindColumn,
			words: new Set(words),
			told: new Set(words)
		};
	}
	const kind = kinds.get(name);
	if (!kind) return null;
	const stored = getTableColumns(kind.table);
	const words = Object.entries(kind.columns)
		.filter(([, { type }]) => WORDS.includes(type.name))
		.map(([field]) => numberOf(stored[field]?.name ?? ''));
	const code = numberOf(stored[kind.codeField ?? '']?.name ?? '');
	const told = isWordless(kind)
		? Object.keys(kind.columns)
				.filter((field) => field !== 'audience')
				.map((field) => numberOf(stored[field]?.name ?? ''))
		: words;
	return {
		kind: kind.name,
		id: numberOf('id'),
		code,
		kindColumn: ABSENT,
		words: new Set(words),
		told: new Set(told)
	};
}

interface Column {
	table: number;
	name: string;
	column: string;
	number: number;
}
/** The number of no column. */
const ABSENT = -1;
