import { and, desc, eq, inArray } from 'drizzle-orm';
import { mayRead, type Actor } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { SoughtPerson } from '#core/server/contract.ts';
import { foldedLetters, isSameName } from '#core/names.ts';
import type { Subject } from '#core/server/privacy/declared.ts';
import type { Sought } from '#core/server/privacy/named-values.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { journal } from '#core/server/tables.ts';
import { modules, namesOfOthers } from '#modules/all.ts';
import { kindOf } from '../editing/home.ts';
import {
	addressesOf,
	signedNames,
	weighNames,
	type BorneName,
	type Weighed
} from './weigh-names.ts';

/** Somebody, and what is known of their name. */
export interface Known {
	subject: Subject;
	/**
	 * The same as far as who asks may know: nothing kept to others makes a name prove less. What is shown and counted is theirs of this one,
	 * so that a made-up name tells nothing; for themselves, it is the same.
	 */
	told: Subject;
	/** The same without what a name alone gives them. */
	sure: Subject;
	/** "Ada Martin". */
	name: string;
	/** The names that they bear or bore and that are looked for in words, theirs of today first whatever it is. */
	names: string[];
	/** Their row in the directory. */
	person: Row | null;
	/** Other people of the directory who bear the same name, of those whom who asks may read. */
	homonyms: number;
	/** What is looked for in words; nothing of a name that is also that of something else. */
	sought: Sought;
	/** Of these, what somebody else wrote in the directory: a name that its bearer chose tells them nothing of what they may not read. */
	vouched: Sought;
	/** French sentences: which names prove nothing, and why no text may be changed for them. */
	refusedNames: string[];
	/** French sentence: why each text is to be looked at before it is changed; null when the name is nobody else’s. */
	doubt: string | null;
	/** Whether it may be somebody else’s, or is also something else’s, of what who asks may not read. */
	untold: Weighed['untold'];
}

/** Who signed in, as far as their data go. */
export function soughtOf(ctx: Context, actor: Actor): Promise<Known> {
	if (actor.kind !== 'person') throw absent('Connectez-vous pour voir vos données.');
	return actor.person === null
		? knownOf(ctx, { personId: null, account: actor.account }, { name: actor.name, isAsker: true })
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
	return knownOf(
		ctx,
		{ personId: String(row['id']), account },
		{ name: fullName(row), person: row, isAsker: account !== null }
	);
}

/** Somebody of the directory, by identifier. Refuses (404) one that is nobody’s. */
export async function knownById(ctx: Context, id: string): Promise<Known> {
	const kind = kindOf('person');
	const [row] = await storedRows(ctx, kind, inArray(kind.table.id, [id]));
	if (!row) throw absent('Cette personne n’est pas dans l’annuaire.');
	return knownOf(ctx, { personId: id, account: null }, { name: fullName(row), person: row });
}

/** `isAsker`: they look themselves; what is only signed with a name is theirs when somebody else gave them that name. */
async function knownOf(
	ctx: Context,
	who: SoughtPerson,
	{ name, person = null, isAsker = false }: { name: string; person?: Row | null; isAsker?: boolean }
): Promise<Known> {
	const found: Partial<Subject>[] = [];
	for (const one of modules) if (one.knows) found.push(await one.knows(ctx, who));
	const people = await storedRows(ctx, kindOf('person'));
	const same = (row: Row) => foldedLetters(fullName(row)) === foldedLetters(name);
	const isTold = (row: Row) => mayRead(ctx.actor, row['audience'] as Audience); // the column of every record
	const alike = people.filter((row) => row['id'] !== who.personId && same(row));
	const homonyms = alike.filter(isTold).length;
	const accounts = [
		...new Set([
			...found.flatMap((one) => one.accounts ?? []),
			...(who.account ? [who.account] : [])
		])
	];
	const given = await namesGiven(ctx, person);
	const borne: BorneName[] = [
		...(person ? given : [{ whole: name }]),
		...found.flatMap((one) => one.names ?? []).map((whole) => ({ whole }))
	];
	const byOthers = given.filter(({ by }) => by === null || !accounts.includes(by));
	const readable = new Set(people.filter(isTold).map((row) => row['id']));
	const isSignerTold = ({ personId }: { personId: string | null }) =>
		personId === null || readable.has(personId);
	const signing = await namesOfOthers(ctx, { accounts, personId: who.personId });
	const others = [
		...people
			.filter((row) => row['id'] !== who.personId)
			.map((row) => ({ name: fullName(row), isTold: isTold(row) })),
		// Accounts are listed to the team; a former name, to who reads whose it was.
		...signing.map((one) => ({ name: one.name, isTold: isSignerTold(one) }))
	];
	const weighed = await weighNames(ctx, borne, others);
	const vouched = await weighNames(ctx, byOthers, others);
	const proof = isAsker ? vouched : weighed;
	const wholes = (isAsker ? byOthers : borne).map((one) => one.whole);
	const known = [...new Set(found.flatMap((one) => one.addresses ?? []))];
	const sure: Subject = {
		personId: who.personId,
		code: person ? String(person['code']) : null,
		names: [],
		accounts,
		addresses: known
	};
	const isBorne = (by: readonly { name: string }[]) =>
		by.some((other) => wholes.some((one) => isSameName(other.name, one)));
	const isProofTold =
		homonyms === 0 && proof.refused.length === 0 && !isBorne(signing.filter(isSignerTold));
	const isProof =
		isProofTold && alike.length === 0 && proof.untold !== 'refused' && !isBorne(signing);
	const proven = isProofTold ? await provenBy(ctx, sure, wholes, proof) : sure;
	const subject = isProof ? proven : sure;
	const told = isAsker ? subject : proven;
	return {
		name,
		names: [...new Set([name, ...weighed.lookedFor])],
		person,
		homonyms,
		sure,
		sought: { spellings: weighed.spellings, addresses: told.addresses },
		vouched: { spellings: vouched.untold === 'refused' ? [] : vouched.spellings, addresses: [] },
		refusedNames: weighed.refused,
		doubt: weighed.doubt,
		untold: weighed.untold,
		subject,
		told
	};
}

/** The same with what only their names give them: names of one word are anybody’s. */
async function provenBy(
	ctx: Context,
	sure: Subject,
	wholes: string[],
	{ spellings }: Weighed
): Promise<Subject> {
	const signed = await signedNames(ctx, spellings);
	const several = wholes.filter((one) => one.trim().includes(' '));
	return {
		...sure,
		names: [...new Set([...several, ...signed])],
		addresses: [...new Set([...sure.addresses, ...(await addressesOf(ctx, signed))])]
	};
}

function nameOf(row: Row): BorneName {
	const text = (field: string) => (typeof row[field] === 'string' ? row[field] : null);
	return { whole: fullName(row), first: text('firstName'), last: text('lastName') };
}

/** A name that the directory holds or held, and the account that wrote it; null for the console, or for one that nobody remembers. */
interface GivenName extends BorneName {
	by: string | null;
}

/** Names of the directory, the last first: a text written at the time of one bears it. */
async function namesGiven(ctx: Context, person: Row | null): Promise<GivenName[]> {
	if (!person) return [];
	const acts = await ctx.db
		.select({ data: journal.data, account: journal.account, event: journal.event })
		.from(journal)
		.where(
			and(
				eq(journal.kind, 'person'),
				eq(journal.recordId, String(person['id'])),
				inArray(journal.event, ['person.created', 'person.changed'])
			)
		)
		.orderBy(desc(journal.at), desc(journal.id));
	const given: GivenName[] = [];
	let then: Row = person;
	for (const { data, account, event } of acts) {
		if (event === 'person.changed' && !('firstName' in data || 'lastName' in data)) continue;
		given.push({ ...nameOf(then), by: account });
		const before = (field: string): unknown => {
			const change = data[field];
			return Array.isArray(change) ? change[0] : then[field];
		};
		then = { ...then, firstName: before('firstName'), lastName: before('lastName') };
	}
	const isCreationKnown = acts.some((act) => act.event === 'person.created');
	return isCreationKnown ? given : [...given, { ...nameOf(then), by: null }];
}

function fullName(row: Row): string {
	return [row['firstName'], row['lastName']].filter(Boolean).join(' ') || String(row['code']);
}
