import { Refused, type Refusal } from '#core/errors.ts';
import type { Column } from '#core/cells.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { rowsOfKey, type Row } from '#core/server/records.ts';
import { slugOf } from '#core/words.ts';
import { resolveChoice } from './choices.ts';
import { editableFields } from './fields.ts';
import { fieldLabel } from './labels.ts';

/** Longest text of a field: longer than any minutes, shorter than an attack. */
const LONGEST = 200_000;
const SHORT = 2_000;

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
		const read = await readField(ctx, kind, field, column, (texts[field] ?? '').trim());
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
	field: string,
	column: Column,
	text: string
): Promise<{ value: unknown } | { refusal: Refusal }> {
	const label = fieldLabel(kind.name, column.header);
	const refuse = (code: string, message: string) => ({ refusal: { code, field, message } });
	if (text === '')
		return column.required
			? refuse('missing', `« ${label} » manque : remplissez ce champ.`)
			: { value: column.type.many ? [] : null };
	const longest = column.type.long || column.type.many ? LONGEST : SHORT;
	if (text.length > longest)
		return refuse(
			'too-long',
			`« ${label} » est trop long : ${String(longest)} caractères au plus.`
		);
	if (column.type.target) return readReference(ctx, column, text, refuse);
	const read = column.type.read(text);
	return 'refusal' in read
		? refuse('unreadable', `« ${shortened(text)} » ${read.refusal}.`)
		: { value: read.value };
}

async function readReference(
	ctx: Context,
	{ type }: Column,
	text: string,
	refuse: (code: string, message: string) => { refusal: Refusal }
): Promise<{ value: unknown } | { refusal: Refusal }> {
	const typed = type.many ? text.split('|').map((one) => one.trim()) : [text];
	const ids: string[] = [];
	for (const one of typed.filter(Boolean)) {
		const found = await resolveChoice(ctx, type.target ?? '', one);
		if ('refusal' in found) return refuse('unknown', `« ${shortened(one)} » ${found.refusal}.`);
		ids.push(found.id);
	}
	return { value: type.many ? [...new Set(ids)] : ids[0] };
}

/** A code that nobody is asked for: made of what names the record, and unique. */
async function newCode(ctx: Context, kind: AnyKind, row: Row): Promise<string> {
	const words = ['on', 'firstName', 'lastName', 'name', 'title', 'label', 'finding']
		.filter((field) => field in kind.columns)
		.map((field) => row[field])
		.filter((value): value is string => typeof value === 'string');
	const base = slugOf(words.join(' ')).slice(0, 60).replace(/-+$/, '') || kind.name.toLowerCase();
	for (let count = 1; ; count += 1) {
		const code = count === 1 ? base : `${base}-${String(count)}`;
		const taken = await rowsOfKey(
			ctx,
			{ ...kind, key: [kind.codeField ?? 'code'] },
			{ ...row, [kind.codeField ?? 'code']: code }
		);
		if (taken.length === 0) return code;
	}
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
