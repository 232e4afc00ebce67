import { and, asc, eq, inArray, like, type SQL } from 'drizzle-orm';
import type { PersonActor } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { searchEntry } from '#core/server/tables.ts';
import { plainText } from '#core/words.ts';
import { kinds } from '#modules/all.ts';
import { listGrants } from './permissions.ts';

const PERSON = 'person';

export interface PersonFound {
	code: string;
	name: string;
	/** Functions, in one line. */
	line: string;
}

/** People of the directory whose name holds these letters, accents and case apart, in order of name. */
export async function findPeople(
	ctx: Context,
	letters: string,
	limit: number
): Promise<PersonFound[]> {
	const wanted = plainText(letters).replace(/[\\%_]/g, '\\$&');
	if (wanted.trim() === '') return [];
	const entries = await ctx.db
		.select({ id: searchEntry.recordId, name: searchEntry.title, line: searchEntry.line })
		.from(searchEntry)
		.where(
			and(
				eq(searchEntry.kind, PERSON),
				like(searchEntry.plainTitle, `%${wanted}%`),
				visible(ctx, searchEntry)
			)
		)
		.orderBy(asc(searchEntry.plainTitle), searchEntry.recordId)
		.limit(limit);
	if (entries.length === 0) return [];
	const rows = await peopleWhere(ctx, 'id', (column) =>
		inArray(
			column,
			entries.map((one) => one.id)
		)
	);
	const codes = new Map(rows.map((row) => [row['id'], String(row['code'])]));
	return entries.flatMap(({ id, name, line }) => {
		const code = codes.get(id);
		return code ? [{ code, name, line }] : [];
	});
}

/**
 * Somebody of the directory as the policy sees them on the day of the context, with the roles that records give.
 * Refuses (404) a code that is nobody's.
 */
export async function actorOfPerson(ctx: Context, code: string): Promise<PersonActor> {
	const [row] = await peopleWhere(ctx, 'code', (column) => eq(column, code));
	if (!row) throw absent('Cette personne n’est pas dans l’annuaire.');
	const name = [row['firstName'], row['lastName']].filter(Boolean).join(' ');
	return {
		kind: 'person',
		name: name || code,
		person: code,
		account: `person:${code}`,
		grants: await listGrants(ctx, { id: String(row['id']), code })
	};
}

/**
 * Somebody as another person sees the place through their eyes: the same circles and groups, the right to act taken
 * away, and what is kept to named people left out, which was never the viewer's to read.
 */
export function seenBy(viewer: PersonActor, seen: PersonActor): PersonActor {
	return {
		...seen,
		person: null,
		account: viewer.account,
		seeingAs: seen.name,
		viewer: viewer.name
	};
}

function peopleWhere(
	ctx: Context,
	field: 'id' | 'code',
	where: (column: ReturnType<typeof columnsOf>[string]) => SQL
): Promise<Row[]> {
	const kind = kinds.find((one) => one.name === PERSON);
	const column = kind && columnsOf(kind.table)[field];
	if (!kind || !column) throw new Error('no module keeps the people of the directory');
	return storedRows(ctx, kind, where(column));
}
