import { inArray } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { rowsNaming } from '#core/server/privacy/rows.ts';
import { findNames, type MetRow } from '#core/server/privacy/texts.ts';
import { storedRows } from '#core/server/records.ts';
import { shownAs } from '#core/server/shown.ts';
import type { Shown } from '#core/shown.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { isAudience } from '#core/vocabulary.ts';
import { withoutNames } from '#core/names.ts';
import { kinds } from '#modules/all.ts';
import { homeOf } from '../editing/home.ts';
import { fieldLabel } from '../editing/labels.ts';
import { declaredData, declaredTables } from './declared.ts';
import type { Known } from './subject.ts';

/** A passage that names somebody, and what it becomes: the words before, the name, what stands instead, the words after. */
export interface Extract {
	/** French: the field, "texte". */
	field: string;
	before: string;
	name: string;
	instead: string;
	after: string;
}

/** One text that may be changed, or the lines of one sort that the program wrote itself. */
export interface TextChoice {
	key: string;
	/** French singular, capital: "Besoin"; "Historique". */
	label: string;
	/** Null for lines that stand on no page. */
	title: string | null;
	path: string | null;
	extracts: Extract[];
	/** Passages that are not shown. */
	more: number;
	/** Chosen unless somebody says otherwise. */
	isTicked: boolean;
}

/** A text that keeps the name. */
export interface LawfulChoice {
	label: string;
	because: string;
	titles: { title: string; path: string | null }[];
}

export interface NameTexts {
	choices: TextChoice[];
	/** Texts that who chooses may not read: two choices, the same whether there are any or not. */
	reserved: TextChoice[];
	lawful: LawfulChoice[];
	/** What is to be chosen among, as it stands. */
	shown: Shown[];
}

/** Keys of the texts that who chooses may not read, where the name stands for sure, and where it may be that of somebody else. */
const RESERVED = { sure: 'reserve:sur', doubt: 'reserve:doute' } as const;

/** Which texts lose the name: those of these keys, or those where nothing is doubtful. */
export type Chosen = ReadonlySet<string> | 'sure';

/** Texts that keep the names they hold. */
export const lawfulTexts = declaredData.flatMap(({ data }) => data.lawful ?? []);
/** Passages shown of one text, and of one sort of lines. */
const SHOWN = 5;
/** Signs shown on each side. */
const AROUND = 60;

/** Every row whose words name somebody, but those that their erasure takes away or empties whatever is chosen. */
export async function rowsThatName(ctx: Context, known: Known): Promise<MetRow[]> {
	const rows = await findNames(ctx, known.sought, lawfulTexts);
	const removed = await removedRows(ctx, known);
	return rows.flatMap((row) => {
		if (row.id === known.subject.personId || isOwnHistory(row, known)) return [];
		if (removed.has(`${row.table}/${row.id}`)) return [];
		const texts = row.texts.filter((one) => !isSigned(row.table, one.column, one.text, known));
		return texts.length > 0 ? [{ ...row, texts }] : [];
	});
}

function isOwnHistory(row: MetRow, { subject }: Known): boolean {
	return row.tells?.kind === 'person' && row.tells.id === subject.personId;
}

async function removedRows(ctx: Context, { told: subject }: Known): Promise<Set<string>> {
	const removed = new Set<string>();
	for (const one of declaredTables) {
		if (one.erasure !== 'remove') continue;
		for (const row of await rowsNaming(ctx, one, subject, Infinity))
			removed.add(`${one.table}/${String(row['id'])}`);
	}
	return removed;
}

/** A column that a module declares to hold a name or an address, and that holds theirs alone. */
function isSigned(table: string, column: string, text: string, { told: subject }: Known): boolean {
	const how = declaredTables.find((one) => one.table === table)?.by[column];
	return (
		(how === 'name' && subject.names.includes(text)) ||
		(how === 'address' && subject.addresses.includes(text.toLowerCase()))
	);
}

/** All texts that name somebody, as the team chooses among them. */
export async function textsToChoose(ctx: Context, known: Known): Promise<NameTexts> {
	const rows = await rowsThatName(ctx, known);
	const codes = codeColumns();
	// What others write of among themselves is not told by its number, its place or its presence: a name may be made up to ask.
	const readable = rows.filter((row) => mayReadRow(ctx, row));
	const texts = readable.filter((row) => isText(row) && isChangeable(row, codes));
	const choices = [...(await describeTexts(ctx, known, texts)), ...tracesOf(known, readable)];
	return {
		choices,
		reserved: [
			reservedChoice(RESERVED.sure, 'où son nom est écrit en entier', known.doubt === null),
			reservedChoice(RESERVED.doubt, 'où c’est peut-être quelqu’un d’autre', false)
		],
		lawful: await lawfulOf(ctx, readable),
		shown: shownOf(ctx, choices, readable)
	};
}

/** A text is the words that it holds; the lines that the program writes at each act are one thing, of which some are shown. */
function shownOf(ctx: Context, choices: TextChoice[], readable: MetRow[]): Shown[] {
	const texts = new Map(readable.filter(isText).map((row) => [keyOf(row), row.texts]));
	return choices.map(({ key, label, title }) =>
		shownAs(ctx, key, title ? `${label} : ${title}` : label, texts.get(key) ?? null)
	);
}

function reservedChoice(key: string, where: string, isTicked: boolean): TextChoice {
	const label = `Les textes que vous ne lisez pas, ${where}`;
	return { key, label, title: null, path: null, extracts: [], more: 0, isTicked };
}

/** The rows that lose the name, of those that hold it. */
export function rowsChosen(ctx: Context, rows: MetRow[], known: Known, chosen: Chosen): MetRow[] {
	const codes = codeColumns();
	const among = (row: MetRow) => {
		if (chosen === 'sure') return isTicked(row, known, codes);
		if (mayReadRow(ctx, row)) return chosen.has(keyOf(row));
		if (known.untold === 'refused') return false;
		const isSure = known.untold === null && isTicked(row, { ...known, doubt: null }, codes);
		return chosen.has(isSure ? RESERVED.sure : RESERVED.doubt);
	};
	const texts = new Map(rows.filter(isText).map((row) => [keyOf(row), row]));
	return rows.filter((row) => {
		if (!isChangeable(row, codes)) return false;
		const told = row.tells && texts.get(`${tableOf(row.tells.kind)}/${row.tells.id}`);
		return among(told ?? row);
	});
}

/** Table → column of the code by which a record is called. */
export function codeColumns(): Map<string, string> {
	return new Map(
		kinds.flatMap((kind): [string, string][] => {
			const column = kind.codeField && columnsOf(kind.table)[kind.codeField];
			return column ? [[getTableConfig(kind.table).name, column.name]] : [];
		})
	);
}

/** Words that people typed; the rest was written by the program about what they did. */
function isText({ table, hasId }: MetRow): boolean {
	return hasId && !table.startsWith('core_');
}

/** A lawful text keeps its words, and loses the name in its address alone. */
function isChangeable(row: MetRow, codes: Map<string, string>): boolean {
	return !row.lawful || row.texts.some(({ column }) => column === codes.get(row.table));
}

function keyOf(row: MetRow): string {
	return isText(row) ? `${row.table}/${row.id}` : `${row.table}:${row.isSure ? 'sur' : 'doute'}`;
}

function isTicked(row: MetRow, { doubt }: Known, codes: Map<string, string>): boolean {
	if (doubt !== null) return false;
	if (row.isSure) return true;
	// A code has no capitals to tell by: it follows the words that it was made of.
	const words = row.texts.filter((one) => one.column !== codes.get(row.table) && !isCode(one, row));
	return words.length > 0 && words.every(({ met }) => met.every((one) => one.isSure));
}

/** In a line of the program, which says of no value what it is: one written as a code, beside words where the name stands for sure. */
function isCode({ text }: { text: string }, row: MetRow): boolean {
	if (isText(row) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)) return false;
	return row.texts.some((other) => other.text !== text && other.met.some((one) => one.isSure));
}

async function describeTexts(ctx: Context, known: Known, rows: MetRow[]): Promise<TextChoice[]> {
	const codes = codeColumns();
	const choices: TextChoice[] = [];
	for (const [table, own] of Map.groupBy(rows, (row) => row.table)) {
		const kind = kinds.find((one) => getTableConfig(one.table).name === table);
		const homes = kind ? await homesOf(ctx, kind, own) : new Map<string, Home>();
		for (const row of own) {
			const home = homes.get(row.id);
			const extracts = extractsOf(row, kind, codes.get(table));
			choices.push({
				key: keyOf(row),
				label: kind ? capital(kind.singular) : labelOf(table),
				title: home?.title ?? null,
				path: home?.path ?? null,
				extracts: extracts.slice(0, SHOWN),
				more: Math.max(extracts.length - SHOWN, 0),
				isTicked: isTicked(row, known, codes)
			});
		}
	}
	return choices;
}

export interface Home {
	title: string;
	path: string;
}

/** Where these rows are read, of those that their reader may. */
export async function homesOf(
	ctx: Context,
	kind: AnyKind,
	rows: MetRow[]
): Promise<Map<string, Home>> {
	const ids = rows.filter((row) => mayReadRow(ctx, row)).map((row) => row.id);
	const homes = new Map<string, Home>();
	if (ids.length === 0) return homes;
	for (const row of await storedRows(ctx, kind, inArray(kind.table.id, ids)))
		homes.set(String(row['id']), await homeOf(ctx, kind, row));
	return homes;
}

/** What the program wrote: by table, the lines that follow no text. */
function tracesOf(known: Known, rows: MetRow[]): TextChoice[] {
	const texts = new Set(rows.filter(isText).map(keyOf));
	const traces = rows.filter(
		(row) => !isText(row) && !(row.tells && texts.has(`${tableOf(row.tells.kind)}/${row.tells.id}`))
	);
	return [...Map.groupBy(traces, keyOf)].map(([key, own]) => {
		const extracts = own.flatMap((row) => extractsOf(row, undefined));
		return {
			key,
			label: labelOf(own[0]?.table ?? ''),
			title: null,
			path: null,
			extracts: extracts.slice(0, SHOWN),
			more: Math.max(extracts.length - SHOWN, 0),
			isTicked: own.every((row) => isTicked(row, known, new Map()))
		};
	});
}

/** The passages of a row that name somebody. */
export function extractsOf(row: MetRow, kind: AnyKind | undefined, code?: string): Extract[] {
	const texts = row.lawful ? row.texts.filter(({ column }) => column === code) : row.texts;
	return texts.flatMap(({ text, met, column }) =>
		met.map((one, index) => {
			const rest = text.slice(one.end);
			const following = met.slice(index + 1).map((other) => ({
				...other,
				start: other.start - one.end,
				end: other.end - one.end
			}));
			return {
				field: fieldOf(kind, column),
				before: tail(withoutNames(text.slice(0, one.start), met.slice(0, index))),
				name: text.slice(one.start, one.end),
				instead: one.instead,
				after: head(withoutNames(rest, following))
			};
		})
	);
}

/** Whole words, as far as they go. */
const head = (text: string) =>
	text.length > AROUND ? `${text.slice(0, AROUND).replace(/\s\S*$/, '')}…` : text;
const tail = (text: string) =>
	text.length > AROUND ? `…${text.slice(-AROUND).replace(/^\S*\s/, '')}` : text;

function fieldOf(kind: AnyKind | undefined, column: string): string {
	const columns = kind ? columnsOf(kind.table) : {};
	const field = Object.keys(columns).find((one) => columns[one]?.name === column);
	const header = kind && field ? kind.columns[field]?.header : undefined;
	return kind && header ? fieldLabel(kind.name, header) : '';
}

async function lawfulOf(ctx: Context, rows: MetRow[]): Promise<LawfulChoice[]> {
	const found: LawfulChoice[] = [];
	const kept = rows.filter((row) => row.lawful);
	for (const [text, own] of Map.groupBy(kept, (row) => row.lawful)) {
		if (!text) continue;
		const kind = kinds.find((one) => getTableConfig(one.table).name === text.table);
		const homes = kind ? await homesOf(ctx, kind, own) : new Map<string, Home>();
		const titles = own.flatMap(({ id }) => homes.get(id) ?? []);
		found.push({ label: text.label, because: text.because, titles });
	}
	return found;
}

/** A table that says nothing of its readers is read by the administration alone: its words are not shown around the name. */
export function mayReadRow({ actor }: Context, { audience }: MetRow): boolean {
	return audience !== null && isAudience(audience) && mayRead(actor, audience);
}

/** French names of what the program writes, that no declaration says better. */
const TRACES: Record<string, string> = {
	core_journal: 'Historique des fiches',
	core_mail: 'Courriels',
	core_mail_step: 'Ce que disent les serveurs de courriel',
	core_privacy_request: 'Demandes sur des données'
};

function labelOf(table: string): string {
	const label =
		TRACES[table] ??
		kinds.find((one) => getTableConfig(one.table).name === table)?.plural ??
		declaredTables.find((one) => one.table === table)?.label ??
		'Autres lignes écrites par Fanal';
	return capital(label);
}

/** "Besoin". */
export function capital(text: string): string {
	return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** Table of the records of a kind; empty for what has none. */
export function tableOf(kindName: string): string {
	const kind = kinds.find((one) => one.name === kindName);
	return kind ? getTableConfig(kind.table).name : '';
}
