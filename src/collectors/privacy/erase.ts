import { randomBytes } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { Refused, type Refusal } from '#core/errors.ts';
import { foldedLetters } from '#core/names.ts';
import { replaceGroup, replaceReader } from '#core/server/circles.ts';
import type { Context } from '#core/server/context.ts';
import { takeTurn } from '#core/server/imports.ts';
import { record, type JournalLine } from '#core/server/journal.ts';
import { authorise } from '#core/server/permissions.ts';
import type { PersonalTable, Subject } from '#core/server/privacy/declared.ts';
import { eraseFields, eraseHistory } from '#core/server/privacy/erase-journal.ts';
import { eraseRows } from '#core/server/privacy/erase-rows.ts';
import { withoutName } from '#core/server/privacy/named-values.ts';
import { countNaming, rowsNaming } from '#core/server/privacy/rows.ts';
import { erased } from '#core/server/privacy/tables.ts';
import { NOBODY, replaceNames, type MetRow } from '#core/server/privacy/texts.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { writeShown, type Shown } from '#core/shown.ts';
import { markOfCode, marksOfNames } from '#core/server/privacy/tombstones.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { journal } from '#core/server/tables.ts';
import { counted, plainText } from '#core/words.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds, modules } from '#modules/all.ts';
import { kindOf } from '../editing/home.ts';
import { declaredTables } from './declared.ts';
import {
	codeColumns,
	mayReadRow,
	rowsChosen,
	rowsThatName,
	tableOf,
	textsToChoose,
	type Chosen,
	type NameTexts
} from './name-texts.ts';
import { rowsUntold } from './told-rows.ts';
import { knownByCode, knownById, type Known } from './subject.ts';

const MANAGE = 'privacy.manage';
/** Code of those who were erased: `personne-effacee-1a2b3c4d`. */
const ERASED_CODE = /^personne-effacee-[0-9a-f]{8}$/;

/** What an erasure will do: rows in numbers, texts one by one. */
export interface Preview extends Omit<NameTexts, 'shown'> {
	name: string;
	code: string;
	/** Rows that go, and those that stay without a name. */
	removed: { label: string; count: number }[];
	kept: { label: string; count: number; because: string }[];
	/** French sentences: names for which no text is changed. */
	refusedNames: string[];
	/** French sentence: why no text is chosen beforehand. */
	doubt: string | null;
	/** What the collective says of itself and that names them, which no erasure changes. */
	ofCollective: string[];
	refusals: Refusal[];
	/** The texts that are shown, for the field `SHOWN` of the form. */
	shown: string;
}

/** What the erasure of somebody will do. For the team. Refuses (404) a code that is nobody’s. */
export async function previewErasure(ctx: Context, code: string): Promise<Preview> {
	authorise(ctx, MANAGE);
	const known = await knownByCode(ctx, code);
	const { refusedNames, doubt } = known;
	const { shown, ...texts } = await textsToChoose(ctx, known);
	const preview: Preview = {
		...texts,
		shown: writeShown([shownName(ctx, known), ...shown]),
		name: known.name,
		code,
		removed: [],
		kept: [],
		refusedNames,
		doubt,
		ofCollective: textsNaming(known, ctx.collective.settings),
		refusals: await refusalsOf(ctx, known)
	};
	for (const one of declaredTables) {
		const untold = await rowsUntold(ctx, one, known);
		const count = (await countNaming(ctx, one, known.told)) - untold.size;
		if (count === 0) continue;
		if (one.erasure === 'remove')
			preview.removed.push({ label: one.labelForTeam ?? one.label, count });
		else
			preview.kept.push({
				label: one.labelForTeam ?? one.label,
				count,
				because: one.erasure.because
			});
	}
	return preview;
}

/** Whose name leaves: a page without a text shows it too. */
function shownName(ctx: Context, { name, sought }: Known): Shown {
	return shownAs(ctx, 'person', name, sought.spellings);
}

/** What the form says: the texts that were chosen, by their keys, among those that were shown. */
export interface Confirmed {
	name: string;
	reason: string;
	texts: string[];
	shown: string;
}

/**
 * The same from the form: the name is typed once more, since nothing brings back who is erased. Refuses (422) another name, and
 * texts that are not those that were shown: once the name is gone, nobody finds it in what was written meanwhile.
 */
export async function eraseConfirmed(
	ctx: Context,
	code: string,
	typed: Confirmed
): Promise<string> {
	authorise(ctx, MANAGE);
	await takeTurn(ctx);
	const known = await knownByCode(ctx, code);
	const { name } = known;
	if (plainText(typed.name).trim() !== plainText(name).trim())
		throw new Refused('invalid', [
			{
				code: 'erasure-name',
				field: 'nom',
				message: `Recopiez le nom de la personne pour confirmer : ${name}.`
			}
		]);
	const { shown } = await textsToChoose(ctx, known);
	refuseUnlessShown(typed.shown, [shownName(ctx, known), ...shown]);
	return eraseByCode(ctx, code, typed.reason, new Set(typed.texts));
}

/**
 * Erases somebody, at their request or by the law; of the texts that name them, these, or those where nothing is doubtful. Refuses
 * (422) without a reason, one that names them, or as a module says. For the team.
 */
export async function eraseByCode(
	ctx: Context,
	code: string,
	reason: string,
	chosen: Chosen = 'sure'
): Promise<string> {
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
	await takeTurn(ctx);
	const known = await knownByCode(ctx, code);
	const isNamed = foldedLetters(text).includes(foldedLetters(known.name));
	if (isNamed || textsNaming(known, text).length > 0)
		throw new Refused('invalid', [
			{
				code: 'reason-names',
				field: 'raison',
				message:
					'Cette raison nomme la personne, et reste après l’effacement : écrivez-la sans son nom ni son adresse.'
			}
		]);
	return erase(ctx, known, text, chosen);
}

/** The texts of a value that name them. */
function textsNaming(known: Known, value: unknown): string[] {
	return withoutName(value, known.sought).found.map((one) => one.text);
}

/** The same when a term is over, nobody choosing: a text where the name is doubtful keeps it. Who may not be erased yet is left. */
export async function eraseById(ctx: Context, id: string, reason: string): Promise<boolean> {
	await takeTurn(ctx);
	const known = await knownById(ctx, id);
	if ((await refusalsOf(ctx, known)).length > 0) return false;
	await erase(ctx, known, reason, 'sure');
	return true;
}

/**
 * In one unit of work: rows go or lose the name, as each table declares; the name leaves the texts that were chosen; the person
 * stays in the directory as nobody, so that no count changes; a fingerprint keeps an old folder from bringing them back.
 */
async function erase(ctx: Context, known: Known, reason: string, chosen: Chosen): Promise<string> {
	const refusals = await refusalsOf(ctx, known);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const { subject, names } = known;
	const id = subject.personId ?? '';
	const before = subject.code ?? '';
	const code = `personne-effacee-${randomBytes(4).toString('hex')}`;
	await eraseHistory(ctx, 'person', [id]);
	const done = { removed: 0, kept: 0, texts: 0 };
	for (const one of declaredTables) {
		if (one.table === tableOf('person')) continue;
		const untold = await rowsUntold(ctx, one, known);
		done[one.erasure === 'remove' ? 'removed' : 'kept'] +=
			(await countNaming(ctx, one, known.told)) - untold.size;
		await forgetBefore(ctx, one, subject);
		await eraseRows(ctx, one, subject);
	}
	done.texts = await eraseTexts(ctx, known, chosen);
	await replaceReader(ctx, before, code);
	await emptyPerson(ctx, id, code);
	await ctx.db.insert(erased).values({
		personId: id,
		codeMark: markOfCode(ctx, before),
		nameMark: marksOfNames(ctx, names),
		at: ctx.now,
		by: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
		reason
	});
	await record(ctx, [{ event: 'person.erased', kind: 'person', recordId: id, data: done }]);
	await touchReferring(ctx, id);
	return code;
}

function noneOr(count: number, none: string, singular: string, plural: string): string {
	return count === 0 ? none : counted(count, singular, plural);
}

/** What the erasure of somebody did, in French sentences, for the page that comes after it. Nothing for a code of nobody erased. */
export async function erasureDone(ctx: Context, code: string): Promise<string[]> {
	authorise(ctx, MANAGE);
	if (!ERASED_CODE.test(code)) return [];
	const { subject } = await knownByCode(ctx, code);
	const [line] = await ctx.db
		.select({ data: journal.data })
		.from(journal)
		.where(and(eq(journal.event, 'person.erased'), eq(journal.recordId, String(subject.personId))));
	if (!line) return [];
	const count = (of: string) => Number(line.data[of] ?? 0);
	return [
		'Le nom a quitté l’annuaire : la fiche est devenue « Personne effacée ».',
		`${noneOr(count('removed'), 'Aucune ligne n’est partie', 'ligne est partie', 'lignes sont parties')} (compte, sessions, courriels…), ${noneOr(count('kept'), 'aucune n’est restée', 'reste sans son nom', 'restent sans son nom')}.`,
		`${noneOr(count('texts'), 'Aucun texte que vous lisez n’a perdu ce nom', 'texte a perdu ce nom', 'textes ont perdu ce nom')}.`,
		'Aucune fonction en cours, aucun appel, aucune liste de choix ne propose plus cette fiche.'
	];
}

/** The history of the rows that go, and of the columns that are emptied, says no more than they will. */
async function forgetBefore(ctx: Context, declared: PersonalTable, who: Subject): Promise<void> {
	const kind = kinds.find((one) => tableOf(one.name) === declared.table);
	if (!kind) return;
	const rows = await rowsNaming(ctx, declared, who, Infinity);
	const ids = rows.map((row) => String(row['id']));
	if (declared.erasure === 'remove') return eraseHistory(ctx, kind.name, ids);
	const emptied = declared.erasure.empties ?? [];
	const fields = Object.entries(columnsOf(kind.table))
		.filter(([, column]) => emptied.includes(column.name))
		.map(([field]) => field);
	await eraseFields(ctx, kind.name, ids, fields);
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

/** The name leaves the chosen texts, and their codes; each record says in its history that it changed, not what it held. */
async function eraseTexts(ctx: Context, known: Known, chosen: Chosen): Promise<number> {
	const rows = rowsChosen(ctx, await rowsThatName(ctx, known), known, chosen);
	const renamed = await replaceNames(ctx, known.sought, rows, codeColumns());
	touch(ctx, rows);
	await record(
		ctx,
		rows.flatMap((row): JournalLine[] => {
			const kind = kinds.find((one) => tableOf(one.name) === row.table);
			const audience = row.audience as Audience; // the column of every record
			return kind
				? [{ event: `${kind.name}.changed`, kind: kind.name, recordId: row.id, audience }]
				: [];
		})
	);
	for (const { table, before, after } of renamed)
		if (table === tableOf('group')) await replaceGroup(ctx, before, after);
	// The number told afterwards counts no text that who erases may not read.
	return rows.filter((row) => mayReadRow(ctx, row)).length;
}

/** What is found of these rows is written anew. */
function touch(ctx: Context, rows: Pick<MetRow, 'table' | 'id'>[]): void {
	for (const { table, id } of rows) {
		const kind = kinds.find((one) => tableOf(one.name) === table);
		if (!kind) continue;
		ctx.touched.set(kind.name, (ctx.touched.get(kind.name) ?? new Set<string>()).add(id));
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
			touch(
				ctx,
				rows.map((row) => ({ table: tableOf(kind.name), id: row.id }))
			);
		}
}
