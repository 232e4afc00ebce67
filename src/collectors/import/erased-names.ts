import { isDeepStrictEqual } from 'node:util';
import { not } from 'drizzle-orm';
import { isSameName } from '#core/names.ts';
import type { CollectiveSettings, Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { textsRead } from '#core/server/privacy/named-values.ts';
import { erasedNameFinder, isErased } from '#core/server/privacy/tombstones.ts';
import { rowsOfKey, storedRows } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';
import type { LineRefusal } from './read-csv.ts';
import type { ReadResult } from './read-rows.ts';
import { ENTRIES } from './settings-kept.ts';

const DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' });

/** Says when a text names somebody who was erased. */
type FindErased = (text: string) => Date | undefined;

/** The names of people who were erased, as a folder is read against them. */
export interface ErasedNames {
	/** In a text: the names of people of today are left to those who bear them. */
	inText: FindErased;
	/** In the name of somebody: whoever bears it today is another line of the directory. */
	inName: FindErased;
}

/**
 * To be asked before anything of the folder is written: a namesake that the folder itself brings opens nothing. Null where nobody
 * was erased.
 */
export async function erasedNames(ctx: Context): Promise<ErasedNames | null> {
	const inText = await erasedNameFinder(ctx, () => borneNames(ctx));
	const inName = await erasedNameFinder(ctx, () => Promise.resolve([]));
	return inText && inName && { inText, inName };
}

/** Names of the directory today, which are left to those who bear them. */
async function borneNames(ctx: Context): Promise<string[]> {
	const people = kinds.find((one) => one.name === 'person');
	if (!people) return [];
	return (await storedRows(ctx, people, not(isErased(people.table.id)))).map(fullName);
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const fullName = (values: Record<string, unknown>) =>
	`${textOf(values['firstName'])} ${textOf(values['lastName'])}`.trim();

/**
 * Lines whose texts or code would bring back the name of somebody who was erased are refused, and those of the directory that bear
 * it. What holds the name already (approved minutes keep it, and a text that the team left as it is; a namesake that somebody wrote
 * on screen) may stay as it stands.
 */
export async function refuseErasedNames(
	ctx: Context,
	{ kind, file, erased }: { kind: AnyKind; file: string; erased: ErasedNames | null },
	read: ReadResult
): Promise<void> {
	if (!erased) return;
	const refused = new Set<number>();
	for (const [index, { line, values }] of read.rows.entries()) {
		const bears = kind.name === 'person' ? erased.inName(fullName(values)) : undefined;
		const found = named(kind, values, erased.inText);
		if (!bears && found.length === 0) continue;
		const [stored] = await rowsOfKey(ctx, kind, values);
		if (bears && !(stored && isSameName(fullName(stored), fullName(values)))) {
			refused.add(index);
			read.refusals.push({ ...refusalOf(kind, 'lastName', bears, NAMESAKE), file, line });
			continue;
		}
		for (const { field, at } of found) {
			if (stored && sameText(stored[field], values[field])) continue;
			refused.add(index);
			read.refusals.push({ ...refusalOf(kind, field, at, NAMED), file, line });
		}
	}
	const { codeField } = kind;
	for (const index of refused)
		if (codeField) read.refusedCodes.add(String(read.rows[index]?.values[codeField]));
	read.rows = read.rows.filter((_row, index) => !refused.has(index));
}

/** The same for what the manifest says of the collective. */
export function refuseErasedSettings(
	erased: ErasedNames | null,
	settings: CollectiveSettings,
	before: CollectiveSettings | null
): LineRefusal[] {
	return Object.entries(ENTRIES).flatMap(([field, entry]): LineRefusal[] => {
		const value = settings[field as keyof CollectiveSettings]; // `ENTRIES` has no other keys
		if (typeof value !== 'string' || value === before?.[field as keyof CollectiveSettings])
			return [];
		const at = erased?.inText(value);
		return at
			? [{ file: 'manifeste.json', column: `collectif.${entry}`, value: '', message: NAMED(at) }]
			: [];
	});
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

const NAMED = (at: Date) =>
	`nomme une personne effacée le ${DAY.format(at)} : retirez son nom de cette case. Si c’est quelqu’un d’autre du même nom, l’équipe l’inscrit d’abord à l’annuaire, à l’écran.`;
const NAMESAKE = (at: Date) =>
	`porte le nom d’une personne effacée le ${DAY.format(at)} : retirez cette ligne. Si c’est quelqu’un d’autre du même nom, l’équipe l’inscrit d’abord à l’annuaire, à l’écran ; citez-le ensuite par le code de sa fiche.`;

/** The name itself is not repeated. */
function refusalOf(
	kind: AnyKind,
	field: string,
	at: Date,
	message: (at: Date) => string
): Omit<LineRefusal, 'file'> {
	return { column: kind.columns[field]?.header ?? field, value: '', message: message(at) };
}
