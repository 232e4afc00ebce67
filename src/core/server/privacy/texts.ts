import { sql, type SQL } from 'drizzle-orm';
import { codeSpellings, type Spelling } from '../../names.ts';
import { slugOf } from '../../words.ts';
import type { Context } from '../context.ts';
import { CIRCLE } from '../circles.ts';
import { storedColumns, type StoredColumn } from './catalogue.ts';
import type { LawfulText } from './declared.ts';
import { withoutName, type MetText, type Sought } from './named-values.ts';

export { NOBODY } from '../../names.ts';

/** A row whose words name somebody. */
export interface MetRow {
	table: string;
	/** Its identifier; for a table that has none, its place in the table. */
	id: string;
	hasId: boolean;
	/** Who reads it, when the table says so. */
	audience: string | null;
	/** The record that a line of the journal tells of. */
	tells: { kind: string; id: string } | null;
	texts: (MetText & { column: string })[];
	/** Every time, nothing says that it may be somebody or something else. */
	isSure: boolean;
	/** The law keeps its words, though not its address. */
	lawful: LawfulText | null;
}

/** Rebuilt from the records, or holding nothing but marks and machine words. */
const SKIPPED = ['core_search_entry', 'core_privacy_erased', 'core_job_run'];
const WORDS = ['text', 'jsonb', 'character varying'];
/** Rows read at a time. */
const PAGE = 1000;

/**
 * Every row whose words name somebody, table by table, read once. The circles of readers hold codes, which are no words: they are
 * `replaceReader`’s.
 */
export async function findNames(
	ctx: Context,
	who: Sought,
	lawful: LawfulText[],
	isSearched: (table: string) => boolean = () => true
): Promise<MetRow[]> {
	if (who.spellings.length === 0 && who.addresses.length === 0) return [];
	const known = withCodes(who, []);
	const rows = await scan(ctx, known, lawful, isSearched);
	const wider = withCodes(known, rows);
	return wider === known ? rows : scan(ctx, wider, lawful, isSearched);
}

/**
 * The same person, and the codes made of the passages that name them, and of their addresses: a title that writes « Wałęsa » for a
 * name kept as « Walesa », or `w.alesa@example.org`, made a code that no spelling of the name leads to.
 */
function withCodes(who: Sought, rows: MetRow[]): Sought {
	const known = new Set(who.spellings.filter((one) => !one.inAddress).map((one) => one.letters));
	const more = new Map<string, Spelling>();
	const add = (passage: string, isSure: boolean) => {
		for (const one of codeSpellings(passage, isSure))
			if (!known.has(one.letters)) more.set(one.letters, one);
	};
	for (const address of who.addresses) add(address, true);
	for (const { texts } of rows)
		for (const { text, met } of texts)
			for (const { start, end, isSure } of met) add(text.slice(start, end), isSure);
	if (more.size === 0) return who;
	const spellings = [...who.spellings, ...more.values()];
	return { ...who, spellings: spellings.sort((a, b) => b.letters.length - a.letters.length) };
}

async function scan(
	ctx: Context,
	who: Sought,
	lawful: LawfulText[],
	isSearched: (table: string) => boolean
): Promise<MetRow[]> {
	const found: MetRow[] = [];
	const stored = Map.groupBy(await storedColumns(ctx), (one) => one.table);
	for (const [table, columns] of await wordColumns(ctx)) {
		if (!isSearched(table)) continue;
		for await (const row of rowsOf(ctx, table, stored.get(table) ?? [])) {
			const texts = columns.flatMap(({ column }) =>
				withoutName(row[column], who).found.map((one) => ({ ...one, column }))
			);
			if (texts.length > 0) found.push(metRow(table, row, texts, lawful));
		}
	}
	return found;
}

function metRow(
	table: string,
	row: Record<string, unknown>,
	texts: MetRow['texts'],
	lawful: LawfulText[]
): MetRow {
	const isLine = table === 'core_journal' && row['kind'] && row['record_id'];
	return {
		table,
		id: String(row['id'] ?? row['ctid']),
		hasId: row['id'] !== undefined,
		audience: typeof row['audience'] === 'string' ? row['audience'] : null,
		tells: isLine ? { kind: String(row['kind']), id: String(row['record_id']) } : null,
		texts,
		isSure: texts.every(({ met }) => met.every((one) => one.isSure)),
		lawful: lawful.find((one) => one.table === table && holds(row, one.when)) ?? null
	};
}

/** What a row is called by in addresses and files (`code`), by table. */
export type CodeColumns = ReadonlyMap<string, string>;

/** A code that named somebody, and what it is now. */
export interface Renamed {
	table: string;
	id: string;
	before: string;
	after: string;
}

/**
 * Takes the name of somebody out of these rows, their codes included; of a lawful text, the code alone. Returns the codes that
 * changed.
 */
export async function replaceNames(
	ctx: Context,
	sought: Sought,
	rows: MetRow[],
	codes: CodeColumns
): Promise<Renamed[]> {
	const who = withCodes(sought, rows);
	const columns = await wordColumns(ctx);
	const versioned = new Set(
		(await storedColumns(ctx)).filter((one) => one.column === 'version').map((one) => one.table)
	);
	const renamed: Renamed[] = [];
	for (const row of rows) {
		const code = codes.get(row.table);
		const held = new Set(row.texts.map((one) => one.column));
		const own = (columns.get(row.table) ?? []).filter(
			({ column }) => held.has(column) && (!row.lawful || column === code)
		);
		if (own.length === 0) continue;
		const stored = await wordsOf(ctx, row, own);
		const sets: SQL[] = [];
		for (const { column, type } of own) {
			const before = stored[column];
			const { value } = withoutName(before, who);
			const after = column === code ? await freeCode(ctx, row, column, String(value)) : value;
			if (column === code)
				renamed.push({
					table: row.table,
					id: row.id,
					before: String(before),
					after: String(after)
				});
			const written = type === 'jsonb' ? sql`${JSON.stringify(after)}::jsonb` : sql`${after}`;
			sets.push(sql`${sql.identifier(column)} = ${written}`);
		}
		// A form that was opened before would write the name back: it is told that the record has changed.
		if (versioned.has(row.table)) sets.push(sql`version = version + 1`);
		await ctx.db.execute(
			sql`UPDATE ${sql.identifier(row.table)} SET ${sql.join(sets, sql`, `)} WHERE ${isRow(row)}`
		);
	}
	return renamed;
}

async function wordsOf(
	ctx: Context,
	row: MetRow,
	columns: StoredColumn[]
): Promise<Record<string, unknown>> {
	const { rows } = await ctx.db.execute<Record<string, unknown>>(
		sql`SELECT ${namesOf(columns)} FROM ${sql.identifier(row.table)} WHERE ${isRow(row)} FOR UPDATE`
	);
	return rows[0] ?? {};
}

function namesOf(columns: StoredColumn[]): SQL {
	return sql.join(
		columns.map(({ column }) => sql.identifier(column)),
		sql`, `
	);
}

/** A code that no other row of the table bears. */
async function freeCode(ctx: Context, row: MetRow, column: string, text: string): Promise<string> {
	const code = slugOf(text);
	for (let number = 1; ; number++) {
		const tried = number === 1 ? code : `${code}-${String(number)}`;
		const { rows } = await ctx.db.execute(
			sql`SELECT 1 FROM ${sql.identifier(row.table)} WHERE ${sql.identifier(column)} = ${tried} AND NOT (${isRow(row)})`
		);
		if (rows.length === 0) return tried;
	}
}

function isRow({ id, hasId }: MetRow): SQL {
	return hasId ? sql`id::text = ${id}` : sql`ctid = ${id}::tid`;
}

async function wordColumns(ctx: Context): Promise<Map<string, StoredColumn[]>> {
	const columns = (await storedColumns(ctx)).filter(
		({ table, column, type, generated }) =>
			WORDS.includes(type) && !generated && !SKIPPED.includes(table) && !CIRCLE.test(column)
	);
	return Map.groupBy(columns, (one) => one.table);
}

/** The rows of a table, a page at a time, in the order of their places: no row is read twice, nor held for long. */
async function* rowsOf(
	ctx: Context,
	table: string,
	columns: StoredColumn[]
): AsyncGenerator<Record<string, unknown>> {
	const light = namesOf(columns.filter((one) => one.type !== 'bytea'));
	for (let after = '(0,0)'; ;) {
		const { rows } = await ctx.db.execute<Record<string, unknown>>(
			sql`SELECT ctid, ${light} FROM ${sql.identifier(table)} WHERE ctid > ${after}::tid ORDER BY ctid LIMIT ${PAGE}`
		);
		yield* rows;
		if (rows.length < PAGE) return;
		after = String(rows.at(-1)?.['ctid']);
	}
}

function holds(row: Record<string, unknown>, when: Record<string, string> = {}): boolean {
	return Object.entries(when).every(([column, value]) => row[column] === value);
}
