import { isDeepStrictEqual } from 'node:util';
import { not } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { textsRead } from '#core/server/privacy/named-values.ts';
import { erasedNameFinder, isErased } from '#core/server/privacy/tombstones.ts';
import { rowsOfKey, storedRows } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';
import type { LineRefusal } from './read-csv.ts';
import type { ReadResult } from './read-rows.ts';

const DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' });

/** Says when a text names somebody who was erased. */
type FindErased = (text: string) => Date | undefined;

/** Names of the directory today, which are left to those who bear them. */
async function borneNames(ctx: Context): Promise<string[]> {
	const people = kinds.find((one) => one.name === 'person');
	if (!people) return [];
	const rows = await storedRows(ctx, people, not(isErased(people.table.id)));
	return rows.map((row) => `${textOf(row['firstName'])} ${textOf(row['lastName'])}`.trim());
}
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/**
 * Lines whose texts or code would bring back the name of somebody who was erased are refused. What holds the name already (approved
 * minutes keep it, and a text that the team left as it is) may stay as it stands.
 */
export async function refuseErasedNames(
	ctx: Context,
	{ kind, file }: { kind: AnyKind; file: string },
	read: ReadResult
): Promise<void> {
	// A line of the directory is known by its code, and a namesake is a doubt.
	const find = kind.name === 'person' ? null : await erasedNameFinder(ctx, () => borneNames(ctx));
	if (!find) return;
	const refused = new Set<number>();
	for (const [index, { line, values }] of read.rows.entries()) {
		const found = named(kind, values, find);
		if (found.length === 0) continue;
		const [stored] = await rowsOfKey(ctx, kind, values);
		for (const { field, at } of found) {
			if (stored && sameText(stored[field], values[field])) continue;
			refused.add(index);
			read.refusals.push(refusalOf(kind, { file, line, field, at }));
		}
	}
	const { codeField } = kind;
	for (const index of refused)
		if (codeField) read.refusedCodes.add(String(read.rows[index]?.values[codeField]));
	read.rows = read.rows.filter((_row, index) => !refused.has(index));
}

function named(
	kind: AnyKind,
	values: Record<string, unknown>,
	find: FindErased
): { field: string; at: Date }[] {
	return Object.entries(kind.columns).flatMap(([field, { type }]) => {
		const value = values[field];
		if (type.target || type.words || value === null || value === undefined) return [];
		for (const text of textsRead(value)) {
			const at = find(text);
			if (at) return [{ field, at }];
		}
		return [];
	});
}

function sameText(stored: unknown, read: unknown): boolean {
	return isDeepStrictEqual(textsRead(stored), textsRead(read));
}

/** The name itself is not repeated. */
function refusalOf(
	kind: AnyKind,
	{ file, line, field, at }: { file: string; line: number; field: string; at: Date }
): LineRefusal {
	return {
		file,
		line,
		column: kind.columns[field]?.header ?? field,
		value: '',
		message: `nomme une personne effacée le ${DAY.format(at)} : retirez son nom de cette case. Si c’est quelqu’un d’autre du même nom, inscrivez d’abord cette personne à l’annuaire.`
	};
}
