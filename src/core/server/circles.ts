import { sql, type SQL } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { bearerOfRetired, retiredCode } from '../vocabulary.ts';
import { type Context, within } from './context.ts';
import { kindNamed, type AnyKind } from './kinds.ts';
import { storedColumns, type StoredColumn } from './privacy/catalogue.ts';
import type { Row } from './records/rows.ts';

/** Kinds whose code stands in circles of readers. */
type Bearer = 'person' | 'group';

/** Columns that hold a circle of readers, or the list of a group that mails follow. */
export const CIRCLE = /(?:audience|^list)$/;
const WORDS = ['text', 'jsonb', 'character varying'];

/** Replaces the code of somebody in every circle of named people, of records and of what the journal tells of them. */
export async function replaceReader(ctx: Context, code: string, by: string): Promise<void> {
	await replaceInCircles(ctx, 'person', code, by);
}

/** The same for the code of a group, of which the circles are its participants and its pilots. */
export async function replaceGroup(ctx: Context, code: string, by: string): Promise<void> {
	await replaceInCircles(ctx, 'group', code, by);
}

/**
 * The code of people and of groups that leave goes from every circle, in favour of one that nobody will ever bear: who comes after
 * under the same code reads nothing of theirs. `restoreBearers` undoes it.
 */
export async function retireBearers(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	if (!isBearer(kind.name)) return;
	const ids = new Map(rows.map((row) => [String(row['code']), String(row['id'])]));
	for (const code of await codesInCircles(ctx, kind.name, [...ids.keys()]))
		await replaceInCircles(ctx, kind.name, code, retiredCode(kind.name, ids.get(code) ?? ''));
}

/** People and groups that come back, the same, read again what they read. */
export async function restoreBearers(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	if (!isBearer(kind.name)) return;
	const codes = new Map(
		rows.map((row) => [retiredCode(kind.name as Bearer, String(row['id'])), String(row['code'])])
	);
	for (const retired of await codesInCircles(ctx, kind.name, [...codes.keys()]))
		await replaceInCircles(ctx, kind.name, retired, codes.get(retired) ?? retired);
}

/**
 * Asked before new people or groups are written: a circle that already names their code means somebody else, who left when nothing
 * was retired yet, or nobody. What the same unit of work has written means them: a folder names who comes in a later file.
 */
export async function disinherit(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	if (!isBearer(kind.name) || rows.length === 0) return;
	const own = ctx.acts.flatMap((act) =>
		act.event.endsWith('.created') || act.audienceBefore ? [act.recordId] : []
	);
	const codes = rows.map((row) => String(row['code']));
	for (const code of await codesInCircles(ctx, kind.name, codes, own))
		await replaceInCircles(ctx, kind.name, code, retiredCode(kind.name, uuidv7()), own);
}

/** A person or a group takes another code: what they read follows, what the new code named does not become theirs. */
export async function followCode(
	ctx: Context,
	kind: AnyKind,
	before: Row,
	after: Row
): Promise<void> {
	const [was, is] = [before['code'], after['code']].map(String);
	if (!isBearer(kind.name) || was === undefined || is === undefined || was === is) return;
	await disinherit(within(ctx, { acts: [] }), kind, [after]);
	await replaceInCircles(ctx, kind.name, was, is);
}

/** A row of the journal, read before those whom it names came back: their code is theirs again. */
export async function withBearersBack(ctx: Context, row: Row): Promise<Row> {
	const back: Row = { ...row };
	for (const [field, value] of Object.entries(row)) {
		if (typeof value !== 'string' || !NARROW.test(value)) continue;
		const [circle = '', codes = ''] = value.split(':');
		const living: string[] = [];
		for (const code of codes.split(',')) living.push((await livingCode(ctx, code)) ?? code);
		back[field] = `${circle}:${living.join(',')}`;
	}
	return back;
}

async function livingCode(ctx: Context, code: string): Promise<string | undefined> {
	const bearer = bearerOfRetired(code);
	if (!bearer) return undefined;
	const table = kindNamed(bearer.kind)?.table;
	if (!table) return undefined;
	const { rows } = await ctx.db.execute<{ code: string }>(
		sql`SELECT code FROM ${table} WHERE id::text = ${bearer.id}`
	);
	return rows[0]?.code;
}

const NARROW = /^(?:people|group|pilots):/;

function isBearer(kind: string): kind is Bearer {
	return kind === 'person' || kind === 'group';
}

/** Which of these codes some circle names, in one query; but in the records of these identifiers. */
async function codesInCircles(
	ctx: Context,
	bearer: Bearer,
	codes: string[],
	except: string[] = []
): Promise<string[]> {
	if (codes.length === 0) return [];
	const among = listOf(codes);
	const pattern = bearer === 'person' ? '^people:' : '^(group|pilots):';
	const told = bearer === 'person' ? '"people:([a-z0-9,-]+)"' : '"(?:group|pilots):([a-z0-9-]+)"';
	const each = (await circleColumns(ctx)).map(({ table, column, idColumn }) => {
		const name = sql.identifier(column);
		const others = isNoneOf(idColumn, except);
		return column === 'data'
			? sql`SELECT found[1] AS codes FROM ${sql.identifier(table)}, regexp_matches(${name}::text, ${told}, 'g') found
				WHERE ${name} ?| ARRAY['row', 'audience', 'declaredAudience'] AND ${others}`
			: sql`SELECT split_part(${name}::text, ':', 2) AS codes FROM ${sql.identifier(table)}
				WHERE ${name}::text ~ ${pattern} AND ${others}`;
	});
	const { rows } = await ctx.db.execute<{ code: string }>(
		sql`SELECT DISTINCT code FROM (${sql.join(each, sql` UNION `)}) circles, unnest(string_to_array(codes, ',')) code
			WHERE code IN (${among})`
	);
	return rows.map((row) => row.code);
}

async function replaceInCircles(
	ctx: Context,
	bearer: Bearer,
	code: string,
	by: string,
	except: string[] = []
): Promise<void> {
	const pattern =
		bearer === 'person'
			? `(people:(?:[a-z0-9-]+,)*)${code}(?=[,"]|$)`
			: `((?:group|pilots):)${code}(?=["]|$)`;
	for (const { table, column, type, idColumn, isVersioned } of await circleColumns(ctx)) {
		const name = sql.identifier(column);
		// A form that was opened before would write the former readers back: it is told that the record has changed.
		const moved = sql.raw(isVersioned ? ', version = version + 1' : '');
		await ctx.db.execute(sql`
			UPDATE ${sql.identifier(table)}
			SET ${name} = regexp_replace(${name}::text, ${pattern}, ${`\\1${by}`}, 'g')${sql.raw(type === 'jsonb' ? '::jsonb' : '')}${moved}
			WHERE ${name}::text ~ ${pattern} AND ${isNoneOf(idColumn, except)}`);
	}
}

interface CircleColumn extends StoredColumn {
	/** The record that the row is, or tells of; null when it is of none. */
	idColumn: string | null;
	isVersioned: boolean;
}

async function circleColumns(ctx: Context): Promise<CircleColumn[]> {
	const columns = await storedColumns(ctx);
	const has = (table: string, column: string) =>
		columns.some((one) => one.table === table && one.column === column);
	return columns
		.filter(
			({ table, column, type, generated }) =>
				(CIRCLE.test(column) || (table === 'core_journal' && column === 'data')) &&
				!generated &&
				WORDS.includes(type)
		)
		.map((one) => ({
			...one,
			idColumn: ['record_id', 'id'].find((column) => has(one.table, column)) ?? null,
			isVersioned: has(one.table, 'version')
		}));
}

function isNoneOf(idColumn: string | null, ids: string[]): SQL {
	if (idColumn === null || ids.length === 0) return sql`true`;
	const id = sql.identifier(idColumn);
	return sql`(${id} IS NULL OR ${id}::text <> ALL (string_to_array(${ids.join(',')}, ',')))`;
}

function listOf(values: string[]): SQL {
	return sql.join(
		values.map((one) => sql`${one}`),
		sql`, `
	);
}
