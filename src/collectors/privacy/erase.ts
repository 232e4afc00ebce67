import { randomBytes } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { Refused, type Refusal } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { authorise } from '#core/server/permissions.ts';
import { eraseHistory } from '#core/server/privacy/erase-journal.ts';
import { eraseRows } from '#core/server/privacy/erase-rows.ts';
import { countNaming } from '#core/server/privacy/rows.ts';
import { erased } from '#core/server/privacy/tables.ts';
import {
	findNames,
	NOBODY,
	replaceNames,
	replaceReader,
	type Met
} from '#core/server/privacy/texts.ts';
import { markOf } from '#core/server/privacy/tombstones.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { plainText } from '#core/words.ts';
import { kinds, modules, objectKinds } from '#modules/all.ts';
import { kindOf } from '../editing/home.ts';
import { declaredData, declaredTables } from './declared.ts';
import { knownByCode, knownById, type Known } from './subject.ts';

const MANAGE = 'privacy.manage';
const lawful = declaredData.flatMap(({ data }) => data.lawful ?? []);
/** Code of those who were erased: `personne-effacee-1a2b3c4d`. */
const ERASED_CODE = /^personne-effacee-[0-9a-f]{8}$/;

/** What an erasure will do, in words and numbers. */
export interface Preview {
	name: string;
	code: string;
	/** Rows that go, and those that stay without a name. */
	removed: { label: string; count: number }[];
	kept: { label: string; count: number; because: string }[];
	/** Texts in which the name will be replaced. */
	replaced: { label: string; count: number }[];
	/** Texts that keep it, because the law wants it. */
	lawful: { label: string; because: string; titles: { title: string; path: string | null }[] }[];
	homonyms: number;
	refusals: Refusal[];
}

/** What the erasure of somebody will do. For the team. Refuses (404) a code that is nobody’s. */
export async function previewErasure(ctx: Context, code: string): Promise<Preview> {
	authorise(ctx, MANAGE);
	const known = await knownByCode(ctx, code);
	const texts = await findNames(ctx, known.subject.names, lawful);
	const preview: Preview = {
		name: known.name,
		code,
		removed: [],
		kept: [],
		replaced: texts.replaceable.map(({ table, ids }) => ({
			label: labelOf(table),
			count: ids.length
		})),
		lawful: [],
		homonyms: known.homonyms,
		refusals: await refusalsOf(ctx, known)
	};
	for (const one of declaredTables) {
		const count = await countNaming(ctx, one, known.subject);
		if (count === 0) continue;
		if (one.erasure === 'remove') preview.removed.push({ label: one.label, count });
		else preview.kept.push({ label: one.label, count, because: one.erasure.because });
	}
	for (const { text, table, ids } of texts.lawful) {
		const { label, because } = text;
		preview.lawful.push({ label, because, titles: await titlesOf(ctx, table, ids) });
	}
	return preview;
}

/** The same from the form: the name is typed once more, since nothing brings back who is erased. Refuses (422) another name. */
export async function eraseConfirmed(
	ctx: Context,
	code: string,
	typed: { name: string; reason: string }
): Promise<string> {
	authorise(ctx, MANAGE);
	const { name } = await knownByCode(ctx, code);
	if (plainText(typed.name).trim() !== plainText(name).trim())
		throw new Refused('invalid', [
			{
				code: 'erasure-name',
				field: 'nom',
				message: `Recopiez le nom de la personne pour confirmer : ${name}.`
			}
		]);
	return eraseByCode(ctx, code, typed.reason);
}

/** Erases somebody, at their request or by the law. Refuses (422) without a reason, or as a module says. For the team. */
export async function eraseByCode(ctx: Context, code: string, reason: string): Promise<string> {
	authorise(ctx, MANAGE);
	const text = reason.trim();
	if (text === '' || text.length > 200)
		throw new Refused('invalid', [
			{
				code: 'erasure-reason',
				field: 'raison',
				message: 'Écrivez pourquoi cette personne est effacée, en 200 caractères au plus.'
			}
		]);
	return erase(ctx, await knownByCode(ctx, code), text);
}

/** The same when a term is over. Who may not be erased yet is left. */
export async function eraseById(ctx: Context, id: string, reason: string): Promise<boolean> {
	const known = await knownById(ctx, id);
	if ((await refusalsOf(ctx, known)).length > 0) return false;
	await erase(ctx, known, reason);
	return true;
}

/**
 * In one unit of work: rows go or lose the name, as each table declares; the name leaves all other words but lawful texts; the person
 * stays in the directory as nobody, so that no count changes; a fingerprint keeps an old folder from bringing them back.
 */
async function erase(ctx: Context, known: Known, reason: string): Promise<string> {
	const refusals = await refusalsOf(ctx, known);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const { subject, name } = known;
	const id = subject.personId ?? '';
	const before = subject.code ?? '';
	const code = `personne-effacee-${randomBytes(4).toString('hex')}`;
	await eraseHistory(ctx, 'person', id);
	for (const one of declaredTables)
		if (one.table !== tableOf('person')) await eraseRows(ctx, one, subject);
	touch(ctx, await replaceNames(ctx, subject.names, lawful));
	await replaceReader(ctx, before, code);
	await emptyPerson(ctx, id, code);
	await ctx.db.insert(erased).values({
		personId: id,
		codeMark: markOf(ctx, 'code', before),
		nameMark: markOf(ctx, 'name', name),
		at: ctx.now,
		by: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
		reason
	});
	await record(ctx, [{ event: 'person.erased', kind: 'person', recordId: id }]);
	await touchReferring(ctx, id);
	return code;
}

/** The row of the person becomes nobody’s: every column that may be empty is. */
async function emptyPerson(ctx: Context, id: string, code: string): Promise<void> {
	const kind = kindOf('person');
	const columns = columnsOf(kind.table);
	const empty = Object.entries(columns).filter(
		([, column]) => !column.notNull && column.generated === undefined
	);
	await ctx.db
		.update(kind.table)
		.set({
			...Object.fromEntries(empty.map(([field]) => [field, null])),
			code,
			lastName: NOBODY,
			version: sql`${kind.table.version} + 1`,
			updatedAt: ctx.now
		})
		.where(eq(kind.table.id, id));
}

async function refusalsOf(ctx: Context, { subject }: Known): Promise<Refusal[]> {
	if (subject.code !== null && ERASED_CODE.test(subject.code))
		return [{ code: 'already-erased', message: 'Cette personne est déjà effacée.' }];
	const refusals: Refusal[] = [];
	for (const one of modules)
		if (one.refusesErasure) refusals.push(...(await one.refusesErasure(ctx, subject)));
	return refusals;
}

/** What is found of these rows is written anew. */
function touch(ctx: Context, met: Met[]): void {
	for (const { table, ids } of met) {
		const kind = kinds.find((one) => tableOf(one.name) === table);
		if (!kind) continue;
		const touched = ctx.touched.get(kind.name) ?? new Set<string>();
		for (const id of ids) touched.add(id);
		ctx.touched.set(kind.name, touched);
	}
}

/** What is found of the records that refer to the person names them: written anew too. */
async function touchReferring(ctx: Context, id: string): Promise<void> {
	for (const kind of kinds)
		for (const [field, { type }] of Object.entries(kind.columns)) {
			const column = columnsOf(kind.table)[field];
			if (type.target !== 'person' || !column) continue;
			const rows = await ctx.db
				.select({ id: sql<string>`${kind.table.id}` })
				.from(kind.table)
				.where(inArray(column, [id]));
			touch(ctx, [{ table: tableOf(kind.name), ids: rows.map((row) => row.id) }]);
		}
}

async function titlesOf(
	ctx: Context,
	table: string,
	ids: string[]
): Promise<{ title: string; path: string | null }[]> {
	const kind = kinds.find((one) => tableOf(one.name) === table);
	const described = kind ? await objectKinds.get(kind.name)?.describe(ctx, ids) : undefined;
	return described && described.length > 0
		? described.map(({ title, path }) => ({ title, path }))
		: [{ title: `${String(ids.length)} en tout`, path: null }];
}

function labelOf(table: string): string {
	const kind = kinds.find((one) => tableOf(one.name) === table);
	const label = kind?.plural ?? declaredTables.find((one) => one.table === table)?.label ?? table;
	return label.charAt(0).toLocaleUpperCase('fr') + label.slice(1);
}

function tableOf(kindName: string): string {
	const kind = kinds.find((one) => one.name === kindName);
	return kind ? getTableConfig(kind.table).name : '';
}
