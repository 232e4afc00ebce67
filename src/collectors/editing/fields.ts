import { longestOf, type Column } from '#core/cells.ts';
import type { Context } from '#core/server/context.ts';
import { FILE_ENDINGS, FILE_LIMIT, formatSize } from '#core/files.ts';
import { formatPartialDate, parsePartialDate } from '#core/partial-date.ts';
import { spellQuantity, type Quantity } from '#core/quantity.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import { codesOf, listChoices, namesOf, RESERVED, type Choice } from './choices.ts';
import { fieldLabel } from './labels.ts';
import { namedReaders, readersChoices, saysReaders } from './readers.ts';
import { shownReaders, type NamedReaders } from './named.ts';
import { withinScope } from './own-scope.ts';
import { readersBySort, willBeReadBy } from './sentence.ts';

/** One field of a form, with the text that it holds. */
export interface Field {
	name: string;
	label: string;
	/** What may be written, in plain words. */
	help: string;
	required: boolean;
	/** The empty answer of a list. */
	none: string;
	/** Asked at once, before any detail. */
	leading: boolean;
	/** Characters that it takes at most. */
	longest: number;
	/** What is typed there: its examples are in `help`. */
	type: string;
	control: 'text' | 'long' | 'choice' | 'suggest' | 'several' | 'file';
	choices: Choice[];
	value: string;
	/** Codes of several references. */
	values: string[];
	/** Who may be named as readers; null for any other field. */
	people: NamedReaders | null;
	/** Who will read, in words, for the field of readers: "le bureau". */
	readBy: string;
	/** Where the record is opened to others, for the field of readers of one that not everybody reads. */
	opening: string | null;
	/** Does another answer change who is proposed to read a new record? */
	decides: boolean;
	/** Does another answer change who reads the record, new or not? */
	follows: boolean;
	/** Who would read for each answer that decides it, in words, for the field of readers. */
	bySort: string[];
	/** What the program makes of a date or a quantity that was typed. */
	understood: string;
	refusal: string | null;
	/** What somebody else has written meanwhile. */
	theirs: string | null;
}

/** More choices than this are typed, with suggestions, rather than unrolled. */
const UNROLLED = 80;
const HELPS: Record<string, string> = {
	date: 'Aussi précise que vous la connaissez : 18/09/2023, septembre 2023 ou 2023.',
	jour: '18/09/2023.',
	heure: '13:30, 13 h 30 ou 9 h.',
	quantite: '20, près de 80, plus de 150 ou de 5 à 10.',
	long: 'Une ligne vide sépare les paragraphes ; un tiret commence un point de liste.',
	euros: 'En euros, deux décimales au plus.',
	decimal: 'Un nombre, virgule ou point.',
	entier: 'Un nombre entier.',
	adresse: 'L’adresse d’une page : https://…',
	fichier: `${formatSize(FILE_LIMIT)} au plus : ${FILE_ENDINGS}.`
};

/** Is the field left to the program: an identifier of its own making, a rank in lists? */
function isInternal(kind: AnyKind, field: string, column: Column): boolean {
	return (
		(field === kind.codeField && column.type.name === 'code') ||
		['position', 'sourceRank', 'archivedOn'].includes(field) ||
		!column.header
	);
}

/** Fields that a person fills: those that the form asks at once, what else is required, then the order of the file. */
export function editableFields(kind: AnyKind): [string, Column][] {
	const fields = Object.entries(kind.columns).filter(
		([field, column]) => !isInternal(kind, field, column)
	);
	const asked = kind.asks.flatMap((name) => fields.filter(([field]) => field === name));
	const others = fields.filter((one) => !asked.some(([name]) => name === one[0]));
	return [
		...asked,
		...others.filter(([, column]) => column.required),
		...others.filter(([, column]) => !column.required)
	];
}

/** The fields of a form with what a stored row holds; an empty row for a new record. */
export async function fieldsOf(ctx: Context, kind: AnyKind, row: Row): Promise<Field[]> {
	const written = await writeRow(ctx, kind, row);
	const choices = new Map<string, Choice[]>();
	for (const [, column] of editableFields(kind)) {
		const { target } = column.type;
		if (target && !choices.has(target)) choices.set(target, await listChoices(ctx, target));
	}
	const own = await ownChoices(ctx, kind, choices);
	const kept = await keptChoices(ctx, kind, written, choices);
	const current = readersIn(kind, written);
	const readers = await readersChoices(ctx, kind, row, current, { isOpening: false });
	const named = await namedReaders(ctx, current);
	const readBy = await willBeReadBy(ctx, kind, row);
	const bySort = await readersBySort(ctx, kind, row);
	return editableFields(kind).map(([name, column]) =>
		asNamed({
			name,
			label: fieldLabel(kind.name, column.header),
			help: column.type.target ? '' : (HELPS[column.type.name] ?? ''),
			required: column.required,
			longest: longestOf(column.type),
			type: column.type.name,
			none: noneOf(column, row, written[name]),
			leading: column.required || kind.asks.includes(name),
			...(saysReaders(column)
				? { control: 'choice' as const, choices: readers }
				: controlOf(column, own.get(name) ?? choices, written[name], kept.get(name))),
			value: saysReaders(column)
				? shownReaders(current).code
				: spelled(column, row[name], written[name]),
			people: saysReaders(column) ? named : null,
			readBy: saysReaders(column) ? readBy : '',
			opening: saysReaders(column) ? openingOf(kind, row) : null,
			decides: decides(kind, row, name, column),
			follows: saysReaders(column) || follows(kind, name, column),
			bySort: saysReaders(column) ? bySort : [],
			understood: '',
			values: column.type.many ? (written[name] ?? '').split(' | ').filter(Boolean) : [],
			refusal: null,
			theirs: null
		})
	);
}

/** By field that says to what a row belongs, its list without what the actor does not write. */
async function ownChoices(
	ctx: Context,
	kind: AnyKind,
	choices: Map<string, Choice[]>
): Promise<Map<string, Map<string, Choice[]>>> {
	const own = new Map<string, Map<string, Choice[]>>();
	for (const [field, { type }] of editableFields(kind)) {
		const proposed = choices.get(type.target ?? '');
		if (!type.target || type.many || !proposed) continue;
		const kept = await withinScope(ctx, kind, field, proposed);
		if (kept !== proposed) own.set(field, new Map([[type.target, kept]]));
	}
	return own;
}

/** By field, what a row refers to and no list proposes any more, what was archived, somebody who was erased: it stays unless it is changed. */
async function keptChoices(
	ctx: Context,
	kind: AnyKind,
	written: Record<string, string>,
	choices: Map<string, Choice[]>
): Promise<Map<string, Choice[]>> {
	const kept = new Map<string, Choice[]>();
	for (const [field, { type }] of editableFields(kind)) {
		if (!type.target || !written[field]) continue;
		const proposed = new Set(choices.get(type.target)?.map(({ code }) => code));
		const codes = written[field].split(' | ').filter((code) => !proposed.has(code));
		const names = await namesOf(ctx, type.target, codes);
		if (names.size > 0)
			kept.set(
				field,
				[...names].map(([code, label]) => ({ code, label }))
			);
	}
	return kept;
}

function openingOf(kind: AnyKind, row: Row): string | null {
	return row['id'] === undefined || row['audience'] === 'public'
		? null
		: `/publier/${kind.name}/${String(row['id'])}`;
}

/** What the record is about, its sort, and what holds it back or closes it: a state, an agreement, an absence. */
function follows({ firstReaders, heldBack }: AnyKind, field: string, column: Column): boolean {
	const isByWord =
		typeof firstReaders.else === 'function' || heldBack !== undefined || firstReaders.unlessAway;
	return firstReaders.of.includes(field) || (Boolean(isByWord) && column.type.words !== undefined);
}

function decides({ firstReaders }: AnyKind, row: Row, field: string, column: Column): boolean {
	if (row['id'] !== undefined) return false;
	const isBySort = typeof firstReaders.else === 'function' && column.type.words !== undefined;
	return firstReaders.of.includes(field) || isBySort;
}

/** A name that is typed is easier to know than a code, when it is the name of one record only. */
function asNamed(field: Field): Field {
	if (field.control !== 'suggest') return field;
	const counts = Map.groupBy(field.choices, (choice) => choice.label);
	const choices = field.choices.map(({ code, label }) =>
		counts.get(label)?.length === 1 ? { code: label, label: '' } : { code, label }
	);
	const index = field.choices.findIndex((choice) => choice.code === field.value);
	return { ...field, choices, value: choices[index]?.code ?? field.value };
}

/** A stored row as the texts of a form, by field: codes in place of identifiers, none for what is kept from the actor. */
export async function writeRow(
	ctx: Context,
	kind: AnyKind,
	row: Row
): Promise<Record<string, string>> {
	const texts: Record<string, string> = {};
	for (const [field, column] of Object.entries(kind.columns)) {
		const value = row[field];
		if (value === null || value === undefined) continue;
		const { target, many } = column.type;
		if (!target) {
			texts[field] = column.type.write(value);
			continue;
		}
		const ids = [value].flat().map(String);
		const codes = await codesOf(ctx, target, ids);
		const written = ids.map((id) => codes.get(id) ?? '').filter(Boolean);
		texts[field] = many ? column.type.write(written.sort()) : (written[0] ?? RESERVED);
	}
	return texts;
}

function noneOf(column: Column, row: Row, written: string | undefined): string {
	if (!saysReaders(column)) return column.required ? 'Choisir' : 'Non renseigné';
	if (row['id'] !== undefined) return written ? 'Sans changement' : 'Non renseigné';
	return 'Comme proposé';
}

/** The readers that a form opens with. */
function readersIn(kind: AnyKind, written: Record<string, string>): string {
	const [field] = editableFields(kind).find(([, column]) => saysReaders(column)) ?? [];
	return field ? (written[field] ?? '') : '';
}

/** A stored value in the words that people write: "18/09/2023", "près de 80". */
function spelled({ type }: Column, value: unknown, written = ''): string {
	if (value === null || value === undefined) return written;
	if (type.name === 'quantite') return spellQuantity(value as Quantity); // the type of the cell
	const date = ['date', 'jour'].includes(type.name) ? parsePartialDate(String(value)) : null;
	if (!date) return written;
	const [year = '', month = '', day] = date.split('-');
	return day === undefined ? formatPartialDate(date) : `${day}/${month}/${year}`;
}

function controlOf(
	{ type }: Column,
	choices: Map<string, Choice[]>,
	written?: string,
	current: Choice[] = []
): Pick<Field, 'control' | 'choices'> {
	const kept = written === RESERVED ? [{ code: RESERVED, label: RESERVED }] : [];
	const own = type.target ? [...kept, ...current, ...(choices.get(type.target) ?? [])] : [];
	if (type.many) return { control: 'several', choices: own };
	if (type.target) return { control: own.length > UNROLLED ? 'suggest' : 'choice', choices: own };
	if (type.long) return { control: 'long', choices: [] };
	if (type.file) return { control: 'file', choices: [] };
	if (type.words) {
		const words = Object.values(type.words);
		return { control: 'choice', choices: words.map(({ word, label }) => ({ code: word, label })) };
	}
	if (type.name === 'oui/non')
		return {
			control: 'choice',
			choices: [
				{ code: 'oui', label: 'Oui' },
				{ code: 'non', label: 'Non' }
			]
		};
	return { control: 'text', choices: [] };
}
