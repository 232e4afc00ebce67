import { decide, mayRead } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { changeRecord, createRecord, storedRows, type Row } from '#core/server/records.ts';
import { authorise } from '#core/server/permissions.ts';
import type { Audience } from '#core/vocabulary.ts';
import { eq } from 'drizzle-orm';
import { resolveChoice } from './choices.ts';
import { fieldsOf, type Field } from './fields.ts';
import { GONE, homeOf, kindOf, rowOf, type Home } from './home.ts';
import { refuseOutOfScope } from './own-scope.ts';
import { refuseOvertaken, takeTheirs } from './overtaken.ts';
import { readForm } from './read-form.ts';
import { refuseOpening, settleNamedReaders } from './readers.ts';
import { typedReadBy } from './sentence.ts';

export interface FormPage {
	title: string;
	home: Home;
	fields: Field[];
	/** Version of the record that the form shows; 0 for a new one. */
	version: number;
}

/** The form of a record that exists; who will read is told for what was `chosen` since. Refuses (403) who may not read it or write it, (404) when it does not exist. */
export async function changePage(
	ctx: Context,
	kindName: string,
	id: string,
	chosen: Record<string, string> = {}
): Promise<FormPage> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	const fields = await fieldsOf(ctx, kind, row);
	return {
		title: `Modifier : ${kind.singular}`,
		home: await homeOf(ctx, kind, row),
		fields: isSaid(kind, chosen)
			? saying(kind, fields, chosen, await typedReadBy(ctx, kindName, chosen, id))
			: fields,
		version: Number(row['version'])
	};
}

/** The form of a new record, filled with what the page that leads here knows (codes, by field). */
export async function additionPage(
	ctx: Context,
	kindName: string,
	known: Record<string, string>
): Promise<FormPage> {
	const kind = kindOf(kindName);
	authorise(ctx, kind.permission);
	const parent = await knownRow(ctx, kind, known);
	const proposed = { ...known, ...(await nextRank(ctx, kind, parent, known)) };
	const fields = (await fieldsOf(ctx, kind, parent)).map((field) => ({
		...field,
		// What the page says already is not asked again.
		leading: field.leading && !proposed[field.name],
		value: proposed[field.name] ?? field.value,
		values: proposed[field.name] ? (proposed[field.name] ?? '').split(' | ') : field.values
	}));
	return {
		title: `Ajouter : ${kind.singular}`,
		home: await homeOf(ctx, kind, parent),
		fields: isSaid(kind, known)
			? saying(kind, fields, known, await typedReadBy(ctx, kindName, known))
			: fields,
		version: 0
	};
}

/** Does an address answer fields of the form? */
function isSaid(kind: AnyKind, texts: Record<string, string>): boolean {
	return Object.keys(texts).some((field) => field in kind.columns);
}

/** The fields with who will read for what an address answers; what decided it is no longer listed. */
function saying(
	kind: AnyKind,
	fields: Field[],
	said: Record<string, string>,
	readBy: string
): Field[] {
	const isDecided = fields.some(
		({ name, decides, people }) =>
			said[name] && (people !== null || (decides && kind.columns[name]?.type.words))
	);
	return fields.map((field) =>
		field.people ? { ...field, readBy, bySort: isDecided ? [] : field.bySort } : field
	);
}

/**
 * Saves the form of a record that exists. Returns where it is read. Refuses as `changeRecord` and `readForm` do, and
 * brings `texts` together with what others wrote meanwhile (`refuseOvertaken`).
 */
export async function saveChange(
	ctx: Context,
	kindName: string,
	id: string,
	texts: Record<string, string>,
	version: number
): Promise<Home> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	await settleNamedReaders(ctx, kind, texts, row);
	await refuseOvertaken(ctx, kind, texts, row, version);
	const input = await readForm(ctx, kind, await takeTheirs(ctx, kind, texts, row), row);
	await refuseOutOfScope(ctx, kind, input);
	refuseOpening(kind, row, input);
	await changeRecord(ctx, kind, id, input, version);
	return homeOf(ctx, kind, { ...input, id });
}

/**
 * Saves the form of a new record under the identifier that the form was given: sent twice, it creates one record.
 * Returns where it is read.
 */
export async function saveAddition(
	ctx: Context,
	kindName: string,
	id: string,
	texts: Record<string, string>
): Promise<Home> {
	const kind = kindOf(kindName);
	authorise(ctx, kind.permission);
	const [already] = await storedRows(ctx, kind, eq(kind.table.id, id));
	if (already) return homeOf(ctx, kind, (await writableRow(ctx, kindName, id)).row);
	await settleNamedReaders(ctx, kind, texts);
	const input = await readForm(ctx, kind, texts);
	await refuseOutOfScope(ctx, kind, input);
	await createRecord(ctx, kind, input, id);
	return homeOf(ctx, kind, { ...input, id });
}

/** A row that the actor may read and write. Refuses (404) what they may not read as what does not exist, (403) what they may not write. */
export async function writableRow(
	ctx: Context,
	kindName: string,
	id: string
): Promise<{ kind: AnyKind; row: Row }> {
	const kind = kindOf(kindName);
	const row = await rowOf(ctx, kind, id);
	const audience = row['audience'] as Audience; // the column of every record
	const [on = {}] = await belongingsOf(ctx, kind, [row]);
	if (!mayRead(ctx.actor, audience)) throw absent(GONE);
	const decision = decide(ctx.actor, { permission: kind.permission, on });
	if (!decision.allowed)
		throw new Refused('forbidden', [{ code: 'forbidden', message: decision.because }]);
	return { kind, row };
}

/** What comes after the last of the same list, so that nobody counts: the fourth point of an agenda that has three. */
async function nextRank(
	ctx: Context,
	kind: AnyKind,
	parent: Row,
	known: Record<string, string>
): Promise<Record<string, string>> {
	const [field] =
		Object.entries(kind.columns).find(
			([name, { type }]) => type.target && !type.many && typeof parent[name] === 'string'
		) ?? [];
	const column = columnsOf(kind.table)[field ?? ''];
	if (!kind.columns['rank']?.required || known['rank'] || !field || !column) return {};
	const rows = await storedRows(ctx, kind, eq(column, parent[field]));
	const ranks = rows.map((row) => Number.parseInt(String(row['rank']), 10));
	return { rank: String(Math.max(0, ...ranks.filter(Number.isFinite)) + 1) };
}

/** What the page that leads here refers to; a code that the actor may not read says nothing. */
async function knownRow(ctx: Context, kind: AnyKind, known: Record<string, string>): Promise<Row> {
	const row: Row = {};
	for (const [field, column] of Object.entries(kind.columns)) {
		const code = known[field];
		if (!code || !column.type.target || column.type.many) continue;
		const found = await resolveChoice(ctx, column.type.target, code);
		if ('id' in found) row[field] = found.id;
	}
	return row;
}
