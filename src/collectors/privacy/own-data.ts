import { inArray } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import type { PersonalData } from '#core/server/contract.ts';
import type { PersonalTable } from '#core/server/privacy/declared.ts';
import { countNaming, rowsNaming, type Told } from '#core/server/privacy/rows.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { isAudience, peopleOfAudience, type Audience } from '#core/vocabulary.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { homeOf } from '../editing/home.ts';
import { fieldLabel } from '../editing/labels.ts';
import { sentenceOf } from '../told-events.ts';
import { declaredData } from './declared.ts';
import type { Known } from './subject.ts';
import { keyOfRow, rowsUntold } from './told-rows.ts';

/** One row that is about somebody, in words. */
export interface ToldRow {
	cells: { label: string; text: string }[];
	/** Where it is read, when its reader may. */
	home: { title: string; path: string } | null;
}
export interface ToldTable {
	label: string;
	count: number;
	rows: ToldRow[];
	/** Rows kept to people whom the reader is not among: counted, not told (GDPR, article 15.4: the rights of others). */
	reserved: number;
	/** They alone read these rows: nothing of them is told to the team, not even how many. */
	isForThemAlone: boolean;
}
export interface ToldPurpose {
	module: string;
	data: PersonalData;
	tables: ToldTable[];
}

/** Who reads, and how many rows of each table. */
export interface Reading {
	limit: number;
	/** The person themselves: they read what is about them whatever its circle of readers, named people apart. */
	isOwn: boolean;
}

/**
 * Everything kept on somebody, purpose by purpose, as the modules declare it (GDPR, article 15). At most `limit` rows per
 * table, all of them counted.
 */
export async function ownData(
	ctx: Context,
	known: Pick<Known, 'subject' | 'told' | 'sure'>,
	reading: Reading
): Promise<ToldPurpose[]> {
	const who = reading.isOwn ? known.subject : known.told;
	const purposes: ToldPurpose[] = [];
	for (const { module, data } of declaredData) {
		const tables: ToldTable[] = [];
		for (const declared of data.tables) {
			const label = reading.isOwn ? declared.label : (declared.labelForTeam ?? declared.label);
			if (declared.isForThemAlone && !reading.isOwn) {
				if (who.accounts.length > 0)
					tables.push({ label, count: 0, rows: [], reserved: 0, isForThemAlone: true });
				continue;
			}
			const untold = reading.isOwn ? NONE : await rowsUntold(ctx, declared, known);
			const count = (await countNaming(ctx, declared, who)) - untold.size;
			if (count === 0) continue;
			const asked = await rowsNaming(ctx, declared, who, reading.limit + untold.size);
			const found = asked.filter((row) => !untold.has(keyOfRow(row))).slice(0, reading.limit);
			const rows = found.filter((row) => isTold(ctx, row, reading));
			tables.push({
				label,
				count,
				rows: await tellRows(ctx, declared, rows),
				reserved: found.length - rows.length,
				isForThemAlone: false
			});
		}
		if (tables.length > 0) purposes.push({ module: module.name, data, tables });
	}
	return purposes;
}

const NONE: ReadonlySet<string> = new Set();

function isTold({ actor }: Context, row: Told, { isOwn }: Reading): boolean {
	const { audience } = row;
	if (typeof audience !== 'string' || !isAudience(audience)) return true;
	return mayRead(actor, audience) || (isOwn && peopleOfAudience(audience).length === 0);
}

async function tellRows(ctx: Context, declared: PersonalTable, rows: Told[]): Promise<ToldRow[]> {
	const kind = kinds.find((one) => getTableConfig(one.table).name === declared.table);
	return kind && !declared.tells
		? tellRecords(ctx, kind, rows)
		: rows.map((row) => tellRow(declared, row));
}

function tellRow({ tells = {} }: PersonalTable, row: Told): ToldRow {
	return {
		cells: cellsOf(
			Object.entries(tells).map(([column, label]) => [label, spoken(column, row[column])])
		),
		home: null
	};
}

async function tellRecords(ctx: Context, kind: AnyKind, rows: Told[]): Promise<ToldRow[]> {
	const ids = rows.map((row) => String(row['id']));
	if (ids.length === 0) return [];
	const stored = await storedRows(ctx, kind, inArray(kind.table.id, ids));
	const titles = await titlesOf(ctx, kind, stored);
	const told: ToldRow[] = [];
	for (const row of stored) {
		const home = mayRead(ctx.actor, row['audience'] as Audience) // the column of every record
			? await homeOf(ctx, kind, row)
			: null;
		const cells = Object.entries(kind.columns).map(
			([field, { header, type }]): [string, unknown] => {
				const value = row[field];
				const isEmpty = value === null || value === undefined;
				const text = isEmpty
					? null
					: type.target
						? [value]
								.flat()
								.map((id) => titles.get(String(id)) ?? 'une fiche réservée')
								.join(', ')
						: (wordOf(type.words, value) ?? type.write(value));
				return [fieldLabel(kind.name, header), text];
			}
		);
		told.push({ cells: cellsOf(cells), home });
	}
	return told;
}

function wordOf(
	words: AnyKind['columns'][string]['type']['words'],
	value: unknown
): string | undefined {
	return typeof value === 'string' ? words?.[value]?.label : undefined;
}

/** Titles of what the rows refer to, as far as their reader may know them. */
async function titlesOf(ctx: Context, kind: AnyKind, rows: Row[]): Promise<Map<string, string>> {
	const titles = new Map<string, string>();
	for (const [field, { type }] of Object.entries(kind.columns)) {
		const object = type.target ? objectKinds.get(type.target) : undefined;
		const ids = [...new Set(rows.flatMap((row) => row[field] ?? []).map(String))];
		if (!object || ids.length === 0) continue;
		for (const one of await object.describe(ctx, ids))
			if (mayRead(ctx.actor, one.audience)) titles.set(one.id, one.title);
	}
	return titles;
}

function cellsOf(pairs: [string, unknown][]): ToldRow['cells'] {
	return pairs.flatMap(([label, value]) => {
		const text = wordsOf(value);
		return text === '' ? [] : [{ label, text }];
	});
}

const INSTANT = new Intl.DateTimeFormat('fr-FR', {
	dateStyle: 'long',
	timeStyle: 'short',
	timeZone: 'Europe/Paris'
});

/** Acts and kinds are named by the program in English; people read them in words. */
function spoken(column: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (column === 'event') return sentenceOf(value);
	// What is no record, such as an account, is named by its act.
	return column === 'kind' ? kinds.find((one) => one.name === value)?.singular : value;
}

function wordsOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return value ? 'oui' : 'non';
	if (value instanceof Date) return INSTANT.format(value);
	if (typeof value === 'object') return JSON.stringify(value);
	const text = String(value as string | number); // what a column holds, objects apart
	return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:/.test(text) ? INSTANT.format(new Date(text)) : text;
}
