import { sql, type SQL } from 'drizzle-orm';
import { plainText } from '../../words.ts';
import type { Context } from '../context.ts';
import { storedColumns } from './catalogue.ts';
import type { LawfulText } from './declared.ts';
import { held } from './rows.ts';

/** Who is named instead of somebody who was erased. */
export const NOBODY = 'Personne effacée';

/** A place where a name was met in words: a table, and how many of its rows. */
export interface Met {
	table: string;
	ids: string[];
}

/** Rebuilt from the records, or holding nothing but marks and machine words. */
const SKIPPED = ['core_search_entry', 'core_privacy_erased', 'core_job_run'];
const WORDS = ['text', 'jsonb', 'character varying'];

/**
 * Rows whose words hold one of these names, table by table; those of the lawful texts apart. A name is met whatever its
 * capitals, accents and blanks, as whole words.
 */
export async function findNames(
	ctx: Context,
	names: string[],
	lawful: LawfulText[]
): Promise<{ replaceable: Met[]; lawful: (Met & { text: LawfulText })[] }> {
	const pattern = patternOf(names);
	const found: Awaited<ReturnType<typeof findNames>> = { replaceable: [], lawful: [] };
	if (pattern === null) return found;
	for (const [table, columns] of await wordColumns(ctx)) {
		const met = sql`(${sql.join(
			columns.map((column) => sql`${sql.identifier(column)}::text ~* ${pattern}`),
			sql` OR `
		)})`;
		const texts = lawful.filter((one) => one.table === table);
		for (const text of texts) {
			const ids = await idsOf(ctx, table, sql.join([met, ...held(text.when)], sql` AND `));
			if (ids.length > 0) found.lawful.push({ table, ids, text });
		}
		const ids = await idsOf(ctx, table, sql`${met}${exceptLawful(texts)}`);
		if (ids.length > 0) found.replaceable.push({ table, ids });
	}
	return found;
}

/** Replaces these names in all words but lawful texts. Returns the rows that changed, table by table. */
export async function replaceNames(
	ctx: Context,
	names: string[],
	lawful: LawfulText[]
): Promise<Met[]> {
	const pattern = patternOf(names);
	if (pattern === null) return [];
	const { replaceable } = await findNames(ctx, names, lawful);
	const columns = await wordColumns(ctx);
	for (const { table } of replaceable) {
		const texts = lawful.filter((one) => one.table === table);
		for (const column of columns.get(table) ?? []) {
			const name = sql.identifier(column);
			await ctx.db.execute(sql`
				UPDATE ${sql.identifier(table)}
				SET ${name} = regexp_replace(${name}::text, ${pattern}, ${NOBODY}, 'gi')${await castOf(ctx, table, column)}
				WHERE ${name}::text ~* ${pattern}${exceptLawful(texts)}`);
		}
	}
	return replaceable;
}

/** Replaces the code of somebody in every circle of named people, of records and of what the journal tells of them. */
export async function replaceReader(ctx: Context, code: string, by: string): Promise<void> {
	const pattern = `(people:(?:[a-z0-9-]+,)*)${code}(?=[,"]|$)`;
	for (const { table, column, type, generated } of await storedColumns(ctx)) {
		const isCircle = /audience$/.test(column) || (table === 'core_journal' && column === 'data');
		if (!isCircle || generated) continue;
		const name = sql.identifier(column);
		await ctx.db.execute(sql`
			UPDATE ${sql.identifier(table)}
			SET ${name} = regexp_replace(${name}::text, ${pattern}, ${`\\1${by}`}, 'g')${sql.raw(type === 'jsonb' ? '::jsonb' : '')}
			WHERE ${name}::text ~ ${pattern}`);
	}
}

async function castOf(ctx: Context, table: string, column: string): Promise<SQL> {
	const all = await storedColumns(ctx);
	const type = all.find((one) => one.table === table && one.column === column)?.type;
	return sql.raw(type === 'jsonb' ? '::jsonb' : '');
}

async function wordColumns(ctx: Context): Promise<Map<string, string[]>> {
	const columns = (await storedColumns(ctx)).filter(
		({ table, type, generated }) => WORDS.includes(type) && !generated && !SKIPPED.includes(table)
	);
	const byTable = new Map<string, string[]>();
	for (const { table, column } of columns)
		byTable.set(table, [...(byTable.get(table) ?? []), column]);
	return byTable;
}

/** A table without identifier counts for one row each. */
async function idsOf(ctx: Context, table: string, where: SQL): Promise<string[]> {
	const { rows } = await ctx.db.execute<{ id: string }>(
		sql`SELECT coalesce(to_jsonb(met) ->> 'id', met.ctid::text) AS id FROM ${sql.identifier(table)} met WHERE ${where}`
	);
	return rows.map((row) => row.id);
}

function exceptLawful(texts: LawfulText[]): SQL {
	const kept = texts.map(
		({ when }) => sql`NOT (${sql.join([sql`true`, ...held(when)], sql` AND `)})`
	);
	return kept.length === 0 ? sql`` : sql` AND ${sql.join(kept, sql` AND `)}`;
}

/** "Ada Martin" and "Martin Ada", any blanks between; a single word is no proof. */
function patternOf(names: string[]): string | null {
	const ways = names.flatMap((name) => {
		const words = name.trim().split(/\s+/).map(anySpelling);
		return words.length < 2 ? [] : [words, [...words.slice(1), words[0] ?? '']];
	});
	if (ways.length === 0) return null;
	return `\\m(?:${ways.map((words) => words.join('\\s+')).join('|')})\\M`;
}

/** A word whatever its accents and capitals: documents write "Éric", "Eric" and "ERIC". */
function anySpelling(word: string): string {
	return [...plainText(word)]
		.map((letter) => {
			const family = FAMILIES.find((one) => one.startsWith(letter));
			if (family) return `[${family}${family.toLocaleUpperCase('fr')}]`;
			if (letter === '-') return '[-[:space:]]';
			return letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		})
		.join('');
}

const FAMILIES = ['aàâä', 'cç', 'eéèêë', 'iîï', 'nñ', 'oôö', 'uùûü', 'yÿ'];
