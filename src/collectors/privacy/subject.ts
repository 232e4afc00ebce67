import { eq, inArray } from 'drizzle-orm';
import type { Actor } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { SoughtPerson } from '#core/server/contract.ts';
import type { Subject } from '#core/server/privacy/declared.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { plainText } from '#core/words.ts';
import { modules } from '#modules/all.ts';
import { kindOf } from '../editing/home.ts';

/** Somebody, and what is known of their name. */
export interface Known {
	subject: Subject;
	/** "Ada Martin". */
	name: string;
	/** Their row in the directory. */
	person: Row | null;
	/** Other people of the directory who bear the same name. */
	homonyms: number;
}

/** Who signed in, as far as their data go. */
export function soughtOf(ctx: Context, actor: Actor): Promise<Known> {
	if (actor.kind !== 'person') throw absent('Connectez-vous pour voir vos données.');
	return actor.person === null
		? knownOf(ctx, { personId: null, account: actor.account }, actor.name)
		: knownByCode(ctx, actor.person, actor.account);
}

/** Somebody of the directory. Refuses (404) a code that is nobody’s. */
export async function knownByCode(
	ctx: Context,
	code: string,
	account: string | null = null
): Promise<Known> {
	const kind = kindOf('person');
	const column = columnsOf(kind.table)['code'];
	const [row] = column ? await storedRows(ctx, kind, eq(column, code)) : [];
	if (!row) throw absent('Cette personne n’est pas dans l’annuaire.');
	return knownOf(ctx, { personId: String(row['id']), account }, fullName(row), row);
}

/** Somebody of the directory, by identifier. Refuses (404) one that is nobody’s. */
export async function knownById(ctx: Context, id: string): Promise<Known> {
	const kind = kindOf('person');
	const [row] = await storedRows(ctx, kind, inArray(kind.table.id, [id]));
	if (!row) throw absent('Cette personne n’est pas dans l’annuaire.');
	return knownOf(ctx, { personId: id, account: null }, fullName(row), row);
}

async function knownOf(
	ctx: Context,
	who: SoughtPerson,
	name: string,
	person: Row | null = null
): Promise<Known> {
	const found: Partial<Subject>[] = [];
	for (const one of modules) if (one.knows) found.push(await one.knows(ctx, who));
	const people = await storedRows(ctx, kindOf('person'));
	const same = (row: Row) => plainText(fullName(row)) === plainText(name);
	const homonyms = people.filter((row) => row['id'] !== who.personId && same(row)).length;
	const names = [name, ...found.flatMap((one) => one.names ?? [])].filter((one) =>
		one.trim().includes(' ')
	);
	return {
		name,
		person,
		homonyms,
		subject: {
			personId: who.personId,
			code: person ? String(person['code']) : null,
			names: homonyms > 0 ? [] : [...new Set(names)],
			accounts: [
				...new Set([
					...found.flatMap((one) => one.accounts ?? []),
					...(who.account ? [who.account] : [])
				])
			],
			addresses: [...new Set(found.flatMap((one) => one.addresses ?? []))]
		}
	};
}

function fullName(row: Row): string {
	return [row['firstName'], row['lastName']].filter(Boolean).join(' ') || String(row['code']);
}
