import { v7 as uuidv7 } from 'uuid';
import { Refused, type Refusal } from '#core/errors.ts';
import { takeText, type Column } from '#core/cells.ts';
import type { Context } from '#core/server/context.ts';
import { fileFacts, unmarkFile } from '#core/server/files.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { rowsOfKey, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { cleanText } from '#core/typed.ts';
import { CODE_MAX, slugOf } from '#core/words.ts';
import { codesOf, RESERVED, resolveChoice } from './choices.ts';
import { editableFields } from './fields.ts';
import { fieldLabel } from './labels.ts';
import { saysReaders, unknownReaders } from './readers.ts';

interface FieldAsked {
	field: string;
	column: Column;
	text: string;
	/** What the record holds; null for a new one. */
	stored: unknown;
}

/**
 * The row that a form says, ready to be saved; what the form does not ask keeps its stored value. `texts` holds each
 * field as typed, several references separated by ` | `. Refuses (422) with one sentence per field at fault.
 */
export async function readForm(
	ctx: Context,
	kind: AnyKind,
	texts: Record<string, string>,
	stored: Row = {}
): Promise<Row> {
	const row: Row = Object.fromEntries(
		Object.keys(kind.columns).map((field) => [field, stored[field] ?? null])
	);
	const refusals: Refusal[] = [];
	for (const [field, column] of editableFields(kind)) {
		const asked = { field, column, text: texts[field] ?? '', stored: stored[field] ?? null };
		const read = await readField(ctx, kind, asked);
		if ('refusal' in read) refusals.push(read.refusal);
		else row[field] = read.value;
	}
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const { codeField } = kind;
	if (codeField && !row[codeField]) row[codeField] = await newCode(ctx, kind, row);
	return row;
}

async function readField(
	ctx: Context,
	kind: AnyKind,
	{ field, column, text: typed, stored }: FieldAsked
): Promise<{ value: unknown } | { refusal: Refusal }> {
	const label = fieldLabel(kind.name, column.header);
	const refuse = (code: string, message: string) => ({ refusal: { code, field, message } });
	const taken = takeText(column.type, typed);
	// What is stored may be longer than what is taken in today: nobody has to shorten it to mend another field.
	if ('refusal' in taken)
		return isStored(column, typed, stored)
			? { value: stored }
			: refuse('too-long', `« ${label} » ${taken.refusal}.`);
	const { text } = taken;
	if (text === '' && saysReaders(column)) return { value: stored };
	if (text === '' && !column.type.many)
		return column.required
			? refuse('missing', `« ${label} » manque : remplissez ce champ.`)
			: { value: null };
	if (column.type.file) return readFile(ctx, text, stored, refuse);
	if (column.type.target) return readReference(ctx, column, text, stored, refuse);
	const read = column.type.read(text);
	// A long text that nobody touched stays to the letter: writing and reading it again may move a blank.
	if (isStored(column, text, stored)) return { value: stored };
	if ('refusal' in read) return refuse('unreadable', `« ${shortened(text)} » ${read.refusal}.`);
	if (!saysReaders(column) || read.value === stored) return { value: read.value };
	const because = await unknownReaders(ctx, read.value as Audience); // the type of the cell
	return because ? refuse('readers', because) : { value: read.value };
}

/** Is it the stored text, as a form writes it? */
function isStored({ type }: Column, text: string, stored: unknown): boolean {
	if (stored === null || type.target || type.file) return false;
	const isLong = type.long === true;
	const written = type.write(stored);
	// A browser makes two characters of a line end: more than that cannot be the same text.
	return (
		text.length <= 2 * written.length + 2 && cleanText(text, isLong) === cleanText(written, isLong)
	);
}

/** The file that the record has, or one that the form was just given: nobody names another one. */
async function readFile(
	ctx: Context,
	text: string,
	stored: unknown,
	refuse: (code: string, message: string) => { refusal: Refusal }
): Promise<{ value: unknown } | { refusal: Refusal }> {
	if (text === stored) return { value: stored };
	const value = unmarkFile(ctx, text);
	return value && (await fileFacts(ctx, value))
		? { value }
		: refuse('no-such-file', 'Choisissez ce fichier sur votre appareil : il n’est pas arrivé.');
}

async function readReference(
	ctx: Context,
	{ type }: Column,
	text: string,
	stored: unknown,
	refuse: (code: string, message: string) => { refusal: Refusal }
): Promise<{ value: unknown } | { refusal: Refusal }> {
	if (text === RESERVED && typeof stored === 'string') return { value: stored };
	const typed = type.many ? text.split('|').map((one) => one.trim()) : [text];
	const ids = type.many ? await unseen(ctx, type.target ?? '', stored) : [];
	for (const one of typed.filter(Boolean)) {
		const found = await resolveChoice(ctx, type.target ?? '', one);
		if ('refusal' in found) return refuse('unknown', `« ${shortened(one)} » ${found.refusal}.`);
		ids.push(found.id);
	}
	return { value: type.many ? [...new Set(ids)] : ids[0] };
}

/** Records referred to that the actor may not read: they were not on the form, and stay. */
async function unseen(ctx: Context, target: string, stored: unknown): Promise<string[]> {
	const ids = Array.isArray(stored) ? stored.map(String) : [];
	const seen = await codesOf(ctx, target, ids);
	return ids.filter((id) => !seen.has(id));
}

/**
 * A code that nobody is asked for: made of what names the record, and unique. One that the past forbids (of somebody erased) is passed
 * over as one that is taken is: who bears the same name is somebody else.
 */
async function newCode(ctx: Context, kind: AnyKind, row: Row): Promise<string> {
	const words = ['on', 'firstName', 'lastName', 'name', 'title', 'label', 'wording', 'finding']
		.filter((field) => field in kind.columns)
		.map((field) => row[field])
		.filter((value): value is string => typeof value === 'string');
	const base =
		slugOf(words.join(' ')).slice(0, CODE_MAX).replace(/-$/, '') || kind.name.toLowerCase();
	const field = kind.codeField ?? 'code';
	for (let count = 1; ; count += 1) {
		const code = count === 1 ? base : `${base}-${String(count)}`;
		const own = { ...row, [field]: code };
		const taken = await rowsOfKey(ctx, { ...kind, key: [field] }, own);
		if (taken.length === 0 && !(await isForbidden(ctx, kind, own))) return code;
	}
}

/** Is it this code that the past forbids, rather than what the row says beside? */
async function isForbidden(ctx: Context, kind: AnyKind, row: Row): Promise<boolean> {
	if (!kind.admits) return false;
	const field = kind.codeField ?? 'code';
	const [own, other] = await Promise.all([
		kind.admits(ctx, [row]),
		kind.admits(ctx, [{ ...row, [field]: uuidv7() }])
	]);
	return own.size > 0 && other.size === 0;
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
