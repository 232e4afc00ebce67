import { and, asc, eq, gt, gte, inArray, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Column } from '#core/cells.ts';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { resolveChoice } from '../editing/choices.ts';
import { columnsByHeader, resourceFor, type Resource } from './resources.ts';
import { toRecords, type ApiRecord } from './values.ts';

export const USUAL_PAGE = 50;
export const LONGEST_PAGE = 200;

/** Names of a query that are not fields. */
const OWN = ['limite', 'apres', 'modifie_depuis'];

export interface RecordPage {
	elements: ApiRecord[];
	/** Where the next page begins; null on the last one. */
	next: string | null;
}

/**
 * A page of the records of a resource that the actor may read, in the order in which they were created: the next page begins after
 * an identifier, so that nothing is missed nor told twice while others write. Fields that hold a code, a word or a yes filter.
 * Refuses (422) a query that means nothing.
 */
export async function listRecords(
	ctx: Context,
	name: string,
	query: URLSearchParams
): Promise<RecordPage> {
	const resource = resourceFor(ctx, name);
	const { kind } = resource;
	const limit = pageSize(query.get('limite'));
	const where = and(
		visible(ctx, kind.table),
		after(kind, query.get('apres')),
		since(kind, query.get('modifie_depuis')),
		...(await filters(ctx, kind, query))
	);
	const found = await ctx.db
		.select({ id: kind.table.id })
		.from(kind.table as PgTable)
		.where(where)
		.orderBy(asc(kind.table.id))
		.limit(limit + 1);
	const ids = found.slice(0, limit).map((row) => String(row.id));
	const rows = ids.length === 0 ? [] : await storedRows(ctx, kind, inArray(kind.table.id, ids));
	rows.sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
	return {
		elements: await toRecords(ctx, resource, rows),
		next: found.length > limit ? (ids.at(-1) ?? null) : null
	};
}

/** One record, by its identifier or its code. Refuses (404) one that does not exist or that the actor may not read. */
export async function getRecord(
	ctx: Context,
	name: string,
	id: string
): Promise<{ resource: Resource; row: Row; record: ApiRecord }> {
	const resource = resourceFor(ctx, name);
	const { kind } = resource;
	const code = kind.codeField ? columnsOf(kind.table)[kind.codeField] : undefined;
	const named = isRecordId(id) ? eq(kind.table.id, id) : code ? eq(code, id) : undefined;
	const [row] = named ? await storedRows(ctx, kind, and(visible(ctx, kind.table), named)) : [];
	const [record] = row ? await toRecords(ctx, resource, [row]) : [];
	if (!row || !record)
		throw absent('Cette fiche n’existe pas, ou ne vous est pas ouverte : voyez la liste.');
	return { resource, row, record };
}

function pageSize(text: string | null): number {
	if (text === null) return USUAL_PAGE;
	const size = Number(text);
	if (!Number.isInteger(size) || size < 1 || size > LONGEST_PAGE)
		throw invalid('limite', `« limite » est un nombre entier, de 1 à ${String(LONGEST_PAGE)}.`);
	return size;
}

function after(kind: AnyKind, id: string | null): SQL | undefined {
	if (id === null) return undefined;
	if (!isRecordId(id))
		throw invalid(
			'apres',
			'« apres » est l’identifiant de la dernière fiche reçue : suivez le lien « suite ».'
		);
	return gt(kind.table.id, id);
}

function since(kind: AnyKind, text: string | null): SQL | undefined {
	if (text === null) return undefined;
	const instant = new Date(text);
	const column = columnsOf(kind.table)['updatedAt'];
	if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(instant.getTime()) || !column)
		throw invalid(
			'modifie_depuis',
			'« modifie_depuis » est un instant : 2023-09-18 ou 2023-09-18T08:00:00Z.'
		);
	return gte(column, instant);
}

async function filters(ctx: Context, kind: AnyKind, query: URLSearchParams): Promise<SQL[]> {
	const columns = columnsByHeader(kind);
	const conditions: SQL[] = [];
	for (const [name, text] of query) {
		if (OWN.includes(name)) continue;
		const known = columns.get(name);
		const column = known && columnsOf(kind.table)[known.field];
		if (!known || !column || !mayFilter(known.column)) {
			const possible = [...columns]
				.filter(([, one]) => mayFilter(one.column))
				.map(([header]) => header);
			throw invalid(
				name,
				`« ${name.slice(0, 60)} » ne choisit rien ici. Possibles : ${[...OWN, ...possible].join(', ')}.`
			);
		}
		conditions.push(eq(column, await valueOf(ctx, name, known.column, text)));
	}
	return conditions;
}

/** Fields that are worth asking for: codes, words of a list, yes or no. */
export function mayFilter({ type }: Column): boolean {
	if (type.many || type.name === 'lecteurs') return false;
	return (
		type.target !== undefined || type.words !== undefined || ['code', 'oui/non'].includes(type.name)
	);
}

async function valueOf(
	ctx: Context,
	name: string,
	{ type }: Column,
	text: string
): Promise<unknown> {
	if (type.target) {
		const found = await resolveChoice(ctx, type.target, text);
		if ('id' in found) return found.id;
		throw invalid(name, `« ${text.slice(0, 60)} » ${found.refusal}.`);
	}
	const read = type.read(text);
	if ('value' in read) return read.value;
	throw invalid(name, `« ${text.slice(0, 60)} » ${read.refusal}.`);
}

function invalid(field: string, message: string): Refused {
	return new Refused('invalid', [{ code: 'query', field, message }]);
}
