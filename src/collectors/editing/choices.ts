import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { type Context, within } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { isErased } from '#core/server/privacy/tombstones.ts';
import type { Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { searchEntry } from '#core/server/tables.ts';
import { plainText } from '#core/words.ts';
import { kinds, objectKinds } from '#modules/all.ts';

/** A record that a field may refer to, by the code that people and files know it by. */
export interface Choice {
	code: string;
	label: string;
}

/** Stands for a record that the actor may not read: it stays as it is, unnamed. */
export const RESERVED = '(fiche réservée)';

/** Beyond this, a list to choose in is longer than a name to type. */
const LIMIT = 600;

/** The kind that a column refers to. */
function targetKind(name: string): AnyKind {
	const kind = kinds.find((one) => one.name === name);
	if (!kind?.codeField) throw new Error(`nothing is referred to by a code in « ${name} »`);
	return kind;
}

/** Records of a kind that the actor may read, by name: what a field offers. */
export async function listChoices(ctx: Context, target: string): Promise<Choice[]> {
	const kind = targetKind(target);
	const rows = await rowsOf(within(ctx, { withoutArchived: true }), kind, isSomebody(kind));
	const titles = await toldApart(ctx, target, rows);
	return rows
		.map((row) => ({ code: codeOf(kind, row), label: titles.get(String(row['id'])) ?? '' }))
		.map(({ code, label }) => ({ code, label: label || code }))
		.sort((a, b) => a.label.localeCompare(b.label, 'fr', { numeric: true }));
}

/** Name of each record of these codes that the actor may read, whatever the length of the list. */
export async function namesOf(
	ctx: Context,
	target: string,
	codes: string[]
): Promise<Map<string, string>> {
	const kind = targetKind(target);
	const column = columnsOf(kind.table)[kind.codeField ?? 'code'];
	if (!column || codes.length === 0) return new Map();
	const rows = await rowsOf(ctx, kind, inArray(column, codes));
	const titles = await titlesOf(ctx, target, rows);
	return new Map(
		rows.map((row) => [codeOf(kind, row), titles.get(String(row['id'])) || codeOf(kind, row)])
	);
}

/** Code of each record of these identifiers that the actor may read. */
export async function codesOf(
	ctx: Context,
	target: string,
	ids: string[]
): Promise<Map<string, string>> {
	const kind = targetKind(target);
	if (ids.length === 0) return new Map();
	const rows: Row[] = await ctx.db
		.select()
		.from(kind.table as PgTable)
		.where(and(visible(ctx, kind.table), inArray(kind.table.id, ids)));
	return new Map(rows.map((row) => [String(row['id']), codeOf(kind, row)]));
}

/**
 * Identifier of the record that somebody typed or chose: its code, or else its whole name, accents and case apart.
 * What the actor may not read is not found.
 */
export async function resolveChoice(
	ctx: Context,
	target: string,
	typed: string
): Promise<{ id: string } | { refusal: string }> {
	const kind = targetKind(target);
	const code = columnsOf(kind.table)[kind.codeField ?? 'code'];
	const [byCode] = code ? await rowsOf(ctx, kind, eq(code, typed)) : [];
	if (byCode) return { id: String(byCode['id']) };
	const rows = await rowsNamed(ctx, kind, typed);
	const titles = await titlesOf(ctx, target, rows);
	const apart = await toldApart(ctx, target, rows);
	const wanted = plainText(typed);
	const bears = (names: Map<string, string>, row: Row) =>
		plainText(names.get(String(row['id'])) ?? '') === wanted;
	const named = rows.filter((row) => bears(titles, row) || bears(apart, row));
	const [only] = named;
	if (only && named.length === 1) return { id: String(only['id']) };
	return {
		refusal:
			named.length > 1
				? `désigne plusieurs fiches (${named.map((row) => codeOf(kind, row)).join(', ')}) : écrivez le code de la bonne`
				: 'n’est pas dans la liste : choisissez l’une des propositions, ou ajoutez d’abord cette fiche'
	};
}

/** Somebody who was erased is nobody that may be chosen; what names them already keeps them, by their code. */
function isSomebody(kind: AnyKind): SQL | undefined {
	return kind.name === 'person' ? sql`NOT ${isErased(kind.table.id)}` : undefined;
}

/** Rows that may bear the name: those that search knows by it, or else the first ones of the list. */
async function rowsNamed(ctx: Context, kind: AnyKind, typed: string): Promise<Row[]> {
	const found = await ctx.db
		.select({ id: searchEntry.recordId })
		.from(searchEntry)
		.where(and(eq(searchEntry.kind, kind.name), eq(searchEntry.plainTitle, plainText(typed))))
		.limit(20);
	const ids = found.map((one) => one.id);
	const named = ids.length > 0 ? inArray(kind.table.id, ids) : undefined;
	return rowsOf(ctx, kind, and(named, isSomebody(kind)));
}

async function rowsOf(ctx: Context, kind: AnyKind, where?: SQL): Promise<Row[]> {
	return ctx.db
		.select()
		.from(kind.table as PgTable)
		.where(and(visible(ctx, kind.table), where))
		.limit(LIMIT);
}

/** The titles, those that several records bear being followed by what tells them apart: « Bureau » by its day. */
async function toldApart(ctx: Context, target: string, rows: Row[]): Promise<Map<string, string>> {
	const titles = await titlesOf(ctx, target, rows);
	const counts = Map.groupBy(titles.values(), plainText);
	const ids = [...titles].filter(([, title]) => (counts.get(plainText(title))?.length ?? 0) > 1);
	const described =
		(await objectKinds.get(target)?.describe(
			ctx,
			ids.map(([id]) => id)
		)) ?? [];
	for (const { id, title, line } of described) if (line) titles.set(id, `${title} — ${line}`);
	return titles;
}

/** Titles as the whole site says them, or the name, title or label of the row. */
async function titlesOf(ctx: Context, target: string, rows: Row[]): Promise<Map<string, string>> {
	const ids = rows.map((row) => String(row['id']));
	const described = await objectKinds.get(target)?.describe(ctx, ids);
	if (described) return new Map(described.map((one) => [one.id, one.title]));
	const fields = ['name', 'title', 'label', 'code'].filter(
		(field) => columnsOf(targetKind(target).table)[field]
	);
	return new Map(
		rows.map((row) => [
			String(row['id']),
			fields.map((field) => row[field]).find((value): value is string => Boolean(value)) ?? ''
		])
	);
}

function codeOf(kind: AnyKind, row: Row): string {
	return String(row[kind.codeField ?? 'code'] ?? '');
}
