import type { CellType, Column } from '#core/cells.ts';
import type { Refusal } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { withoutInner, type AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import { codesOf } from '../editing/choices.ts';
import { columnsByHeader, recordPath, type Resource } from './resources.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** A record as programs read it. Dates and quantities keep the precision that they are written with. */
export type ApiRecord = JsonObject;

const NUMBERS = ['entier', 'decimal', 'euros'];

/**
 * Records of a resource as JSON, one query per sort of reference. A reference is the code of the record referred to; it is null,
 * or left out of a list, when the actor may not read that record.
 */
export async function toRecords(
	ctx: Context,
	{ name, kind }: Resource,
	stored: Row[]
): Promise<ApiRecord[]> {
	const rows = stored.map((row) => withoutInner(ctx.actor, kind, row));
	const columns = [...columnsByHeader(kind)];
	const codes = new Map<string, Map<string, string>>();
	for (const [, { field, column }] of columns) {
		const { target } = column.type;
		if (!target) continue;
		const ids = rows.flatMap((row) => [row[field] ?? []].flat().map(String));
		codes.set(field, await codesOf(ctx, target, [...new Set(ids)]));
	}
	return rows.map((row) => ({
		id: String(row['id']),
		version: Number(row['version']),
		modifie_le: row['updatedAt'] instanceof Date ? row['updatedAt'].toISOString() : null,
		lien: recordPath(name, String(row['id'])),
		...Object.fromEntries(
			columns.map(([header, { field, column }]) => [
				header,
				toJson(column.type, row[field], codes.get(field))
			])
		)
	}));
}

function toJson(type: CellType<unknown>, value: unknown, codes?: Map<string, string>): Json {
	if (codes) {
		const written = [value ?? []].flat().flatMap((id) => codes.get(String(id)) ?? []);
		return type.many ? written.sort() : (written[0] ?? null);
	}
	if (value === null || value === undefined) return null;
	if (type.name === 'oui/non') return value === true;
	const text = type.write(value);
	return NUMBERS.includes(type.name) ? Number(text.replace(',', '.')) : text;
}

/**
 * What a program sent, as the texts that a form would hold, by field. Refusals name the field as the program does.
 * @param stored texts of the record as it stands, for what the program does not say
 */
export function toTexts(
	kind: AnyKind,
	body: JsonObject,
	stored: Record<string, string> = {}
): { texts: Record<string, string>; refusals: Refusal[] } {
	const columns = columnsByHeader(kind);
	const texts = { ...stored };
	const refusals: Refusal[] = [];
	for (const [header, value] of Object.entries(body)) {
		const known = columns.get(header);
		if (!known) {
			if (!GIVEN.includes(header)) refusals.push(unknownField(header, [...columns.keys()]));
			continue;
		}
		const text = toText(known.column, value);
		if (text === undefined) refusals.push(wrongType(header, known.column));
		else texts[known.field] = text;
	}
	return { texts, refusals };
}

/** Fields that Fanal writes: sent back as they were read, they say nothing. */
const GIVEN = ['id', 'version', 'modifie_le', 'lien'];

function toText({ type }: Column, value: Json): string | undefined {
	if (value === null) return '';
	if (type.many) {
		if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) return undefined;
		return value.join(' | ');
	}
	if (type.name === 'oui/non')
		return typeof value === 'boolean' ? (value ? 'oui' : 'non') : undefined;
	if (NUMBERS.includes(type.name) || type.name === 'quantite')
		if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value : undefined;
}

function unknownField(header: string, known: string[]): Refusal {
	return {
		code: 'unknown-field',
		field: header,
		message: `« ${header.slice(0, 60)} » n’est pas un champ. Champs possibles : ${known.join(', ')}.`
	};
}

function wrongType(header: string, { type }: Column): Refusal {
	const wanted = type.many
		? 'une liste de codes'
		: type.name === 'oui/non'
			? 'true ou false'
			: NUMBERS.includes(type.name)
				? 'un nombre'
				: 'un texte';
	return { code: 'wrong-type', field: header, message: `« ${header} » attend ${wanted}, ou null.` };
}
