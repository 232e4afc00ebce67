import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { SoughtPerson } from '#core/server/contract.ts';
import { foldedLetters } from '#core/names.ts';
import type { Subject } from '#core/server/privacy/declared.ts';
import type { Sought } from '#core/server/privacy/named-values.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { journal } from '#core/server/tables.ts';
import { modules } from '#modules/all.ts';
import { kindOf } from '../editing/home.ts';
import { addressesOf, signedNames, weighNames, type BorneName } from './weigh-names.ts';

/** Somebody, and what is known of their name. */
export interface Known {
	subject: Subject;
	/** "Ada Martin". */
	name: string;
	/** Their row in the directory. */
	person: Row | null;
	/** Other people of the directory who bear the same name. */
	homonyms: number;
	/** What is looked for in words; nothing of a name that is also that of something else. */
	sought: Sought;
	/** French sentences: which names prove nothing, and why no text may be changed for them. */
	refusedNames: string[];
	/** French sentence: why each text is to be looked at before it is changed; null when the name is nobody else’s. */
	doubt: string | null;
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
	const same = (row: Row) => foldedLetters(fullName(row)) === foldedLetters(name);
	const homonyms = people.filter((row) => row['id'] !== who.personId && same(row)).length;
	const borne: BorneName[] = [
		person ? nameOf(person) : { whole: name },
		...found.flatMap((one) => one.names ?? []).map((whole) => ({ whole })),
		...(await formerNames(ctx, person))
	];
	const others = people.filter((row) => row['id'] !== who.personId).map(fullName);
	const weighed = await weighNames(ctx, borne, others);
	const accounts = [
		...new Set([
			...found.flatMap((one) => one.accounts ?? []),
			...(who.account ? [who.account] : [])
		])
	];
	const isProof = homonyms === 0 && weighed.refused.length === 0;
	const names = isProof ? await signedNames(ctx, weighed.spellings) : [];
	const known = [...new Set(found.flatMap((one) => one.addresses ?? []))];
	const addresses = [...new Set([...known, ...(await addressesOf(ctx, names))])];
	return {
		name,
		person,
		homonyms,
		sought: { spellings: weighed.spellings, addresses },
		refusedNames: weighed.refused,
		doubt: weighed.doubt,
		subject: {
			personId: who.personId,
			code: person ? String(person['code']) : null,
			names: isProof ? [...new Set([...wholeNames(borne), ...names])] : [],
			accounts,
			addresses
		}
	};
}

function wholeNames(borne: BorneName[]): string[] {
	return borne.map((one) => one.whole).filter((one) => one.trim().includes(' '));
}

function nameOf(row: Row): BorneName {
	const text = (field: string) => (typeof row[field] === 'string' ? row[field] : null);
	return { whole: fullName(row), first: text('firstName'), last: text('lastName') };
}

/** Names that the directory held before: a text written then bears them. */
async function formerNames(ctx: Context, person: Row | null): Promise<BorneName[]> {
	if (!person) return [];
	const acts = await ctx.db
		.select({ data: journal.data })
		.from(journal)
		.where(
			and(
				eq(journal.kind, 'person'),
				eq(journal.recordId, String(person['id'])),
				eq(journal.event, 'person.changed')
			)
		)
		.orderBy(desc(journal.id));
	const borne: BorneName[] = [];
	let then: Row = person;
	for (const { data } of acts) {
		if (!('firstName' in data || 'lastName' in data)) continue;
		const before = (field: string): unknown => {
			const change = data[field];
			return Array.isArray(change) ? change[0] : then[field];
		};
		then = { ...then, firstName: before('firstName'), lastName: before('lastName') };
		borne.push(nameOf(then));
	}
	return borne;
}

function fullName(row: Row): string {
	return [row['firstName'], row['lastName']].filter(Boolean).join(' ') || String(row['code']);
}
